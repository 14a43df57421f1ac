namespace KeyspacesStreamer.Contracts;

/// <summary>Words in the reason of a halted shard by which programs tell what happened.</summary>
public static class HaltReasons
{
    /// <summary>In the reason of a shard whose next records were trimmed before they were read.</summary>
    public const string RecordsLost = "records are lost";

    /// <summary>In the reason of a shard whose promised range was trimmed before it was written.</summary>
    public const string PromiseTrimmed = "was trimmed before all its objects were written";

    /// <summary>Whether the service trimmed changes that were not written.</summary>
    public static bool TellsOfTrimmedData(string haltReason) =>
        haltReason.Contains(RecordsLost, StringComparison.Ordinal) || haltReason.Contains(PromiseTrimmed, StringComparison.Ordinal);
}
