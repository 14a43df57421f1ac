namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Shards that end.</content>
internal static partial class PlantedFaults
{
    private const string ShardEndConfirmation = "Shards/Recovery/ShardEndConfirmation.cs";
    private const string ShardLoop = "Shards/ShardLoop.cs";

    private static PlantedFault[] Ends =>
    [
        new()
        {
            Name = "end-without-the-open-group",
            What = "A shard is finished while its last records are still in the open group.",
            File = ShardLoop,
            Find = "CloseIfDue(isReleasing, writes.Token);",
            Replace = """
                if (Planted.Is("end-without-the-open-group") && IsAllTaken && !committer.IsBusy)
                {
                    return ShardLoopEnd.Finished;
                }

                CloseIfDue(isReleasing, writes.Token);
                """,
        },
        new()
        {
            Name = "end-before-the-last-group-stands",
            What = "A shard is finished while its last group is being put.",
            File = ShardLoop,
            Find = "if (_open.IsEmpty && !committer.IsBusy && (isReleasing || IsAllTaken))",
            Replace = """if (_open.IsEmpty && (!committer.IsBusy || (Planted.Is("end-before-the-last-group-stands") && IsAllTaken)) && (isReleasing || IsAllTaken))""",
        },
        new()
        {
            Name = "end-of-an-open-shard-believed",
            What = "A page that says that the shard ended is believed although the stream lists the shard as open.",
            File = ShardEndConfirmation,
            Find = "await RequireClosedAsync(cancellationToken);",
            Replace = """
                if (!Planted.Is("end-of-an-open-shard-believed"))
                {
                    await RequireClosedAsync(cancellationToken);
                }

                """,
        },
        new()
        {
            Name = "end-not-confirmed",
            What = "A shard is finished without a look behind the end that was seen.",
            File = ShardEndConfirmation,
            Find = "for (var isEnd = false; !isEnd;)",
            Replace = """for (var isEnd = Planted.Is("end-not-confirmed"); !isEnd;)""",
        },
        new()
        {
            Name = "end-at-an-empty-page",
            What = "An empty page counts as the shard's end.",
            File = "Shards/PagePrefetcher.cs",
            Find = "IsEnded = Page.IsLast;",
            Replace = """IsEnded = Page.IsLast || (Planted.Is("end-at-an-empty-page") && Page.Count == 0);""",
            Also = new(ShardEndConfirmation, "if (!pages.Reader.IsPast(page[index]))", """if (!Planted.Is("end-at-an-empty-page") && !pages.Reader.IsPast(page[index]))"""),
        },
    ];
}
