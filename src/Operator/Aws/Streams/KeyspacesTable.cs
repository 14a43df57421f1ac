namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>A Keyspaces table, as far as its change streams go.</summary>
internal sealed record KeyspacesTable
{
    /// <summary>Null when CDC was never on.</summary>
    public string? LatestStreamArn { get; init; }

    /// <summary>Whether CDC is on, in the words of the service; null when it does not say.</summary>
    public string? CdcStatus { get; init; }

    /// <summary>What records hold, in the words of the service; null when it does not say.</summary>
    public string? ViewType { get; init; }

    /// <summary>The columns; null when the service does not say.</summary>
    public TableColumns? Columns { get; init; }
}
