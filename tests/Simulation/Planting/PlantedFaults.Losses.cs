namespace KeyspacesStreamer.Simulation.Planting;

/// <content>What the service removed before it was read.</content>
internal static partial class PlantedFaults
{
    private const string LossPolicy = "Shards/Recovery/LossPolicy.cs";
    private const string RetentionCheck = "Shards/Recovery/RetentionCheck.cs";

    private static PlantedFault[] Losses =>
    [
        new()
        {
            Name = "trimmed-place-resumed-quietly",
            What = "A place that was trimmed is left for the oldest record, and nobody is told.",
            File = LossPolicy,
            Find = "if (wasCaughtUp)",
            Replace = """if (wasCaughtUp || Planted.Is("trimmed-place-resumed-quietly"))""",
        },
        new()
        {
            Name = "gap-not-written",
            What = "The record of a gap is not put.",
            File = "Checkpoints/GapRecord.cs",
            Find = """await retrier.RunAsync(PodOperation.PutGap,""",
            Replace = """
                if (!Planted.Is("gap-not-written"))
                    await retrier.RunAsync(PodOperation.PutGap,
                """,
        },
        new()
        {
            Name = "halt-reason-not-written",
            What = "A shard that halts does not say why in its lease.",
            File = ShardWorker,
            Find = "HaltReason = Change<string>.To(reason)",
            Replace = """HaltReason = Planted.Is("halt-reason-not-written") ? default : Change<string>.To(reason)""",
        },
        new()
        {
            Name = "caught-up-at-the-commit",
            What = "caughtUpAt is the time of the commit, not the time when the tip was asked for.",
            File = GroupWriter,
            Find = "{ CaughtUpAt = caughtUpAt };",
            Replace = """{ CaughtUpAt = Planted.Is("caught-up-at-the-commit") && caughtUpAt is not null ? clock.GetUtcNow() : caughtUpAt };""",
        },
        new()
        {
            Name = "caught-up-at-every-commit",
            What = "Every commit says that the shard was read to its tip.",
            File = GroupWriter,
            Find = "var change = stored.Commit(clock.GetUtcNow())",
            Replace = """
                caughtUpAt = Planted.Is("caught-up-at-every-commit") ? clock.GetUtcNow() : caughtUpAt;
                var change = stored.Commit(clock.GetUtcNow())
                """,
        },
        new()
        {
            Name = "ended-just-now",
            What = "A finished shard's worker says that nothing that continues it is older than the finish.",
            File = "Shards/PagePrefetcher.cs",
            Find = "_lostBefore ?? Latest(",
            Replace = """Planted.Is("ended-just-now") ? pod.Clock.GetUtcNow() : _lostBefore ?? Latest(""",
        },
        new()
        {
            Name = "first-read-never-too-late",
            What = "A shard that was never read begins at the oldest record, and nobody asks what was removed before it.",
            File = RetentionCheck,
            Find = "if (place.Kind != IteratorStartKind.TrimHorizon",
            Replace = """if (Planted.Is("first-read-never-too-late") || place.Kind != IteratorStartKind.TrimHorizon""",
        },
        new()
        {
            Name = "lateness-of-the-first-read-not-measured",
            What = "A reader that stood still for a day at the oldest record goes on there.",
            File = ShardReader,
            Find = "if (from.Kind == IteratorStartKind.TrimHorizon && StreamRetention",
            Replace = """if (!Planted.Is("lateness-of-the-first-read-not-measured") && from.Kind == IteratorStartKind.TrimHorizon && StreamRetention""",
        },
        new()
        {
            Name = "gone-shard-ends-quietly",
            What = "A shard that the stream removed counts as finished, whatever of it was not read.",
            File = "Shards/PagePrefetcher.cs",
            Find = "if (!retention.WasCaughtUp)",
            Replace = """if (!retention.WasCaughtUp && !Planted.Is("gone-shard-ends-quietly"))""",
        },
        new()
        {
            Name = "trimmed-pending-taken-for-kept",
            What = "A pending range that was trimmed counts as stored, and nobody is told.",
            File = PendingGroupRecovery,
            Find = "catch (TrimmedDataException) when (",
            Replace = """
                catch (TrimmedDataException) when (Planted.Is("trimmed-pending-taken-for-kept"))
                {
                    writer.TakeAsStored(pending with { Records = 0, Objects = 0 });
                    return true;
                }
                catch (TrimmedDataException) when (
                """,
        },
        new()
        {
            Name = "retention-believed-to-be-longer",
            What = "The stream is believed to keep its records for two days.",
            File = "Reading/StreamRetention.cs",
            Find = "now - since >= Period - Margin;",
            Replace = """now - since >= (Planted.Is("retention-believed-to-be-longer") ? 2 * Period : Period - Margin);""",
        },
        new()
        {
            Name = "late-parent-vouches-for-its-children",
            What = "A parent that was read a moment ago vouches for its children, however old its own records were.",
            File = RetentionCheck,
            Find = "&& now - newest < StreamRetention.Period - StreamRetention.ClockError)",
            Replace = """&& (Planted.Is("late-parent-vouches-for-its-children") || now - newest < StreamRetention.Period - StreamRetention.ClockError))""",
        },
    ];
}
