namespace KeyspacesStreamer.Simulation.Planting;

/// <content>What a new owner does with a pending group it finds.</content>
internal static partial class PlantedFaults
{
    private const string PendingGroupObjects = "Checkpoints/PendingGroupObjects.cs";
    private const string PendingGroupRecovery = "Shards/Recovery/PendingGroupRecovery.cs";
    private const string RangeReader = "Shards/Recovery/RangeReader.cs";

    private static PlantedFault[] Recovery =>
    [
        new()
        {
            Name = "pending-ignored",
            What = "A new owner reads on after the checkpoint, whatever was prepared.",
            File = PendingGroupRecovery,
            Find = "if (lease.Current is not { PendingCheckpoint: not null, PendingState: { } state })",
            Replace = """if (Planted.Is("pending-ignored") || lease.Current is not { PendingCheckpoint: not null, PendingState: { } state })""",
        },
        new()
        {
            Name = "pending-range-read-beyond-its-end",
            What = "A new owner takes what it reads after the end of the range into the pending group.",
            File = RangeReader,
            Find = "if (number > _last)",
            Replace = """if (number > _last && !Planted.Is("pending-range-read-beyond-its-end"))""",
            Also = new(RangeReader, "Require(builder, reader);", """
                if (!Planted.Is("pending-range-read-beyond-its-end"))
                {
                    Require(builder, reader);
                }

                """),
        },
        new()
        {
            Name = "pending-range-without-its-first-record",
            What = "A new owner begins to read a pending range after its first record.",
            File = RangeReader,
            Find = "IteratorStart.At(SequenceNumber.Parse(pending.First))",
            Replace = """(Planted.Is("pending-range-without-its-first-record") ? IteratorStart.After(SequenceNumber.Parse(pending.First)) : IteratorStart.At(SequenceNumber.Parse(pending.First)))""",
            Also = new(RangeReader, "(pending.IsCounted && builder.Records != pending.Records)", """(!Planted.Is("pending-range-without-its-first-record") && pending.IsCounted && builder.Records != pending.Records)"""),
        },
        new()
        {
            Name = "first-object-proves-the-range",
            What = "A pending range counts as stored when its first object is there.",
            File = PendingGroupObjects,
            Find = "position < pending.Keys.Count;",
            Replace = """position < (Planted.Is("first-object-proves-the-range") ? Math.Min(1, pending.Keys.Count) : pending.Keys.Count);""",
            Also = new(PendingGroupObjects, "var isComplete =", """var isComplete = Planted.Is("first-object-proves-the-range") ||"""),
        },
        new()
        {
            Name = "found-object-not-looked-at",
            What = "A pending range counts as stored when something exists under each of its keys, whoever put it there.",
            File = PendingGroupObjects,
            Find = "if (found is null",
            Replace = """
                if (found is not null && Planted.Is("found-object-not-looked-at"))
                {
                    continue;
                }

                if (found is null
                """,
            Also = new(PendingGroupObjects, "return pending.Keys.Count > 0 && isComplete;", """return pending.Keys.Count > 0 && (isComplete || Planted.Is("found-object-not-looked-at"));"""),
        },
        new()
        {
            Name = "pending-of-unnamed-objects-taken-for-stored",
            What = "A pending group of so many objects that it does not name them counts as stored.",
            File = PendingGroupObjects,
            Find = "var (records, bytes, hasEnd) = (0L, 0L, false);",
            Replace = """
                var (records, bytes, hasEnd) = (0L, 0L, false);
                if (pending.Keys.Count == 0 && Planted.Is("pending-of-unnamed-objects-taken-for-stored"))
                {
                    return true;
                }

                """,
        },
    ];
}
