namespace KeyspacesStreamer.Simulation.Planting;

/// <content>What a new owner does with a promise it finds.</content>
internal static partial class PlantedFaults
{
    private const string PendingGroupObjects = "Checkpoints/PendingGroupObjects.cs";
    private const string PendingGroupRecovery = "Shards/Recovery/PendingGroupRecovery.cs";
    private const string RangeReader = "Shards/Recovery/RangeReader.cs";

    private static PlantedFault[] Recovery =>
    [
        new()
        {
            Name = "promise-ignored",
            What = "A new owner reads on after the checkpoint, whatever was promised.",
            File = PendingGroupRecovery,
            Find = "if (lease.Current is not { PendingCheckpoint: not null, PendingState: { } state })",
            Replace = """if (Planted.Is("promise-ignored") || lease.Current is not { PendingCheckpoint: not null, PendingState: { } state })""",
        },
        new()
        {
            Name = "promised-range-read-beyond-its-end",
            What = "A new owner takes what it reads after the promised end into the promised group.",
            File = RangeReader,
            Find = "if (number > _last)",
            Replace = """if (number > _last && !Planted.Is("promised-range-read-beyond-its-end"))""",
            Also = new(RangeReader, "Require(builder, reader);", """
                if (!Planted.Is("promised-range-read-beyond-its-end"))
                {
                    Require(builder, reader);
                }

                """),
        },
        new()
        {
            Name = "promised-range-without-its-first-record",
            What = "A new owner begins to read a promised range after its first record.",
            File = RangeReader,
            Find = "IteratorStart.At(SequenceNumber.Parse(promise.First))",
            Replace = """(Planted.Is("promised-range-without-its-first-record") ? IteratorStart.After(SequenceNumber.Parse(promise.First)) : IteratorStart.At(SequenceNumber.Parse(promise.First)))""",
            Also = new(RangeReader, "(promise.IsCounted && builder.Records != promise.Records)", """(!Planted.Is("promised-range-without-its-first-record") && promise.IsCounted && builder.Records != promise.Records)"""),
        },
        new()
        {
            Name = "first-object-proves-the-range",
            What = "A promised range counts as stored when its first object is there.",
            File = PendingGroupObjects,
            Find = "position < promise.Keys.Count;",
            Replace = """position < (Planted.Is("first-object-proves-the-range") ? Math.Min(1, promise.Keys.Count) : promise.Keys.Count);""",
            Also = new(PendingGroupObjects, "var isComplete =", """var isComplete = Planted.Is("first-object-proves-the-range") ||"""),
        },
        new()
        {
            Name = "found-object-not-looked-at",
            What = "A promised range counts as stored when something stands under each of its keys, whoever put it there.",
            File = PendingGroupObjects,
            Find = "if (found is null",
            Replace = """
                if (found is not null && Planted.Is("found-object-not-looked-at"))
                {
                    continue;
                }

                if (found is null
                """,
            Also = new(PendingGroupObjects, "return promise.Keys.Count > 0 && isComplete;", """return promise.Keys.Count > 0 && (isComplete || Planted.Is("found-object-not-looked-at"));"""),
        },
        new()
        {
            Name = "promise-of-unnamed-objects-taken-for-stored",
            What = "A promise of so many objects that it does not name them counts as stored.",
            File = PendingGroupObjects,
            Find = "var (records, bytes, hasEnd) = (0L, 0L, false);",
            Replace = """
                var (records, bytes, hasEnd) = (0L, 0L, false);
                if (promise.Keys.Count == 0 && Planted.Is("promise-of-unnamed-objects-taken-for-stored"))
                {
                    return true;
                }

                """,
        },
    ];
}
