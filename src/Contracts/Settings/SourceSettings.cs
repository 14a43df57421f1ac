using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>The Keyspaces table whose changes are read, and how reading begins.</summary>
public sealed record SourceSettings
{
    /// <summary>Keyspace, pattern <c>[a-zA-Z0-9][a-zA-Z0-9_]{0,47}</c>. Required.</summary>
    public required string Keyspace { get; init; }

    /// <summary>Table, pattern <c>[a-zA-Z0-9][a-zA-Z0-9_]{0,47}</c>. Required.</summary>
    public required string Table { get; init; }

    /// <summary>AWS region of the table, for example <c>eu-west-1</c>. Required.</summary>
    public required string Region { get; init; }

    /// <summary>Pins one stream of the table; without it the latest stream of the table is read.</summary>
    public string? StreamArn { get; init; }

    /// <summary>Where a shard without a checkpoint begins. Default <see cref="StartFrom.TrimHorizon"/>.</summary>
    public StartFrom StartFrom { get; init; } = StartFrom.TrimHorizon;

    /// <summary>What happens when the service trimmed changes before they were read. Default <see cref="TrimmedDataPolicy.Halt"/>.</summary>
    public TrimmedDataPolicy OnTrimmedData { get; init; } = TrimmedDataPolicy.Halt;

    /// <summary>What happens to a record that cannot be encoded. Default <see cref="UnreadableRecordPolicy.Halt"/>.</summary>
    public UnreadableRecordPolicy OnUnreadableRecord { get; init; } = UnreadableRecordPolicy.Halt;

    /// <summary>The table's columns, which the typed shapes need: <c>streampod schema</c> prints it. Required with the record shapes Flat and Debezium, else not used.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>Overrides the service endpoint, for VPC endpoints and local services.</summary>
    public Uri? Endpoint { get; init; }
}
