namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Open groups and the loop that fills them.</content>
internal static partial class PlantedFaults
{
    private static PlantedFault[] Groups =>
    [
        new()
        {
            Name = "age-closes-nothing",
            What = "A group that is not full stays open however old it gets.",
            File = ShardLoop,
            Find = "private TimeSpan UntilTooOld =>",
            Replace = """private TimeSpan UntilTooOld => Planted.Is("age-closes-nothing") ? TimeSpan.FromDays(100) :""",
        },
        new()
        {
            Name = "two-groups-written-at-once",
            What = "A group is written while the one before it still is.",
            File = ShardLoop,
            Find = "if (_open.IsEmpty || committer.IsBusy)",
            Replace = """if (_open.IsEmpty || (committer.IsBusy && !Planted.Is("two-groups-written-at-once")))""",
        },
        new()
        {
            Name = "stored-group-not-committed-when-quiet",
            What = "A stored group waits for the next one, however long that takes.",
            File = "Shards/GroupCommitter.cs",
            Find = "public TimeSpan? UntilDue => IsCommitOpen",
            Replace = """public TimeSpan? UntilDue => IsCommitOpen && !Planted.Is("stored-group-not-committed-when-quiet")""",
        },
        new()
        {
            Name = "end-of-work-wakes-nobody",
            What = "The loop is not woken when a read or a write ends.",
            File = "Shards/WakeSignal.cs",
            Find = "work.ContinueWith(",
            Replace = """
                if (Planted.Is("end-of-work-wakes-nobody"))
                {
                    return work;
                }

                work.ContinueWith(
                """,
        },
        new()
        {
            Name = "throttling-taken-for-fatal",
            What = "A throttled request stops the pod.",
            File = "Faults/AwsFaults.cs",
            Find = "error.Kind == AwsErrorKind.Throttled ? FaultKind.Throttled :",
            Replace = """error.Kind == AwsErrorKind.Throttled ? (Planted.Is("throttling-taken-for-fatal") ? FaultKind.Fatal : FaultKind.Throttled) :""",
        },
        new()
        {
            Name = "time-out-taken-for-fatal",
            What = "A request that is not answered stops the pod.",
            File = "Faults/AwsFaults.cs",
            Find = "OperationCanceledException or TimeoutException => FaultKind.Transient,",
            Replace = """OperationCanceledException or TimeoutException => Planted.Is("time-out-taken-for-fatal") ? FaultKind.Fatal : FaultKind.Transient,""",
        },
        new()
        {
            Name = "retries-end",
            What = "A request is tried three times at most.",
            File = "Faults/Retrier.cs",
            Find = "when (AwsFaults.IsPassing(exception, out var kind))",
            Replace = """when (AwsFaults.IsPassing(exception, out var kind) && (attempt < 3 || !Planted.Is("retries-end")))""",
        },
        new()
        {
            Name = "lost-lease-stops-the-pod",
            What = "A worker that loses its lease fails instead of letting go.",
            File = ShardWorker,
            Find = "catch (LeaseLostException)\n        {\n            return new ShardResult(ShardResultKind.Lost);\n        }\n        catch (Exception problem)",
            Replace = """
                catch (LeaseLostException) when (!Planted.Is("lost-lease-stops-the-pod"))
                {
                    return new ShardResult(ShardResultKind.Lost);
                }
                catch (Exception problem)
                """,
        },
    ];
}
