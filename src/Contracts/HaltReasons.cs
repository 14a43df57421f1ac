namespace KeyspacesStreamer.Contracts;

/// <summary>Words in the reason of a halted shard by which programs tell what happened.</summary>
public static class HaltReasons
{
    /// <summary>In the reason of a shard whose next records were trimmed before they were read.</summary>
    public const string RecordsLost = "records are lost";

    /// <summary>In the reason of a shard whose pending range was trimmed before it was written.</summary>
    public const string PendingTrimmed = "was trimmed before all its objects were written";

    /// <summary>In the reason of a shard whose records came in another order than that of their numbers.</summary>
    public const string OutOfOrder = "the stream gave records out of order";

    /// <summary>In the reason of a shard that no restart sets going again, because records would then be passed over in silence.</summary>
    public const string UntilRewound = "The shard stays halted, whoever takes it, until 'streampod leases rewind' says where to read on";

    /// <summary>Whether the order of the stream was broken.</summary>
    public static bool TellsOfDisorder(string haltReason) => haltReason.Contains(OutOfOrder, StringComparison.Ordinal);

    /// <summary>Whether the shard stays halted until a person rewinds it.</summary>
    public static bool StaysHalted(string haltReason) => haltReason.Contains(UntilRewound, StringComparison.Ordinal);

    /// <summary>Whether the service trimmed changes that were not written.</summary>
    public static bool TellsOfTrimmedData(string haltReason) =>
        haltReason.Contains(RecordsLost, StringComparison.Ordinal) || haltReason.Contains(PendingTrimmed, StringComparison.Ordinal);
}
