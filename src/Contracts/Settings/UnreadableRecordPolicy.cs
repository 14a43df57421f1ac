namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>What happens to a record that cannot be encoded.</summary>
public enum UnreadableRecordPolicy
{
    /// <summary>The shard stops at the record and says why.</summary>
    Halt,

    /// <summary>The record goes raw to <c>_quarantine/</c> with the reason, counted, and reading goes on.</summary>
    Quarantine,
}
