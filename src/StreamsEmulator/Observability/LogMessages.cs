namespace KeyspacesStreamer.StreamsEmulator.Observability;

/// <summary>Everything the server writes to its log.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventIds.CallAnswered, LogLevel.Debug, "{Operation} of {AccessKey} on {ShardId} answered with {Bytes} bytes.")]
    public static partial void CallAnswered(this ILogger logger, string operation, string accessKey, string shardId, long bytes);

    [LoggerMessage(EventIds.CallRefused, LogLevel.Debug, "{Operation} refused with {Status} {FaultType}: {Reason}")]
    public static partial void CallRefused(this ILogger logger, string operation, int status, string faultType, string reason);

    [LoggerMessage(EventIds.CallFaulted, LogLevel.Debug, "{Operation} on {ShardId} met the ordered fault {Kind}.")]
    public static partial void CallFaulted(this ILogger logger, string operation, string shardId, string kind);

    [LoggerMessage(EventIds.ControlAction, LogLevel.Information, "{Action}: {Outcome}")]
    public static partial void ControlAction(this ILogger logger, string action, string outcome);

    [LoggerMessage(EventIds.ControlRefused, LogLevel.Warning, "{Action} refused: {Reason}")]
    public static partial void ControlRefused(this ILogger logger, string action, string reason);

    [LoggerMessage(EventIds.RowsExpired, LogLevel.Debug, "{Records} rows or cells of {Keyspace}.{Table} outlived their time to live.")]
    public static partial void RowsExpired(this ILogger logger, int records, string keyspace, string table);
}
