namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>What happens when the service trimmed changes before they were read.</summary>
public enum TrimmedDataPolicy
{
    /// <summary>The shard stops and says what is lost; a person decides.</summary>
    Halt,

    /// <summary>A gap record is written under <c>_gaps/</c>, the loss is counted, and reading goes on at the oldest change left.</summary>
    Continue,
}
