namespace KeyspacesStreamer.Testing.Reading;

/// <summary>A shard as the emulator's ledger tells it, with its records in order.</summary>
internal sealed record LedgerShard(string ShardId, IReadOnlyList<string> Parents, bool IsOpen, List<LedgerRecord> Records);
