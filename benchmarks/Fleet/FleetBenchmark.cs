using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Fleet;

/// <summary>
/// How an operator gets on with many streams: the time until all of them have their objects, what it takes in memory, and what it asks and
/// computes while nothing happens. A second replica, which only lists and watches the same objects, is what it is measured against.
/// </summary>
internal sealed class FleetBenchmark(TimeProvider clock, FleetPlan plan, TextWriter report)
{
    private const int AtOnce = 8;
    private const double Mebibyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPhase = TimeSpan.FromMinutes(20);
    private static readonly string[] Methods = ["GET", "PATCH", "POST", "PUT", "DELETE"];

    /// <returns>Exit code: 1 when something was written at rest, or by a new leader that found everything in order.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var dynamoDb = new CountingRelay(plan.DynamoDbEndpoint);
        using var s3 = new CountingRelay(plan.S3Endpoint);
        using var cluster = new FleetCluster(clock, plan, dynamoDb.Endpoint, s3.Endpoint);
        await PrepareAsync(cluster, cancellationToken);
        using var leader = new OperatorRun(plan, "first", dynamoDb.Endpoint, s3.Endpoint);
        await MakeObjectsAsync(cluster, leader, cancellationToken);
        await RunPodsAsync(cluster, cancellationToken);
        await UntilAsync("all are ready", leader, figures => figures.Holding("Ready") >= plan.Streams, cancellationToken);
        using var standby = new OperatorRun(plan, "second", dynamoDb.Endpoint, s3.Endpoint);
        await Task.Delay(Calm, clock, cancellationToken);
        var versions = await cluster.VersionsAsync(cancellationToken);
        var restWrites = await RestAsync(leader, standby, dynamoDb, s3, cancellationToken);
        var takeoverWrites = await TakeOverAsync(leader, standby, cancellationToken);
        var changed = (await cluster.VersionsAsync(cancellationToken)).Except(versions).Count();
        Say("streams and Deployments that changed since the rest began", $"{changed}");
        return restWrites + takeoverWrites + changed == 0 ? 0 : 1;
    }

    private async Task PrepareAsync(FleetCluster cluster, CancellationToken cancellationToken)
    {
        using var emulator = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = plan.StreamsEndpoint };
        await cluster.MakeSpaceAsync(cancellationToken);
        await ForAllAsync(
            async number =>
            {
                var table = new { keyspace = "fleet", table = $"table_{number}", shards = plan.Shards, columns = new { id = "int" }, partitionKey = (string[])["id"] };
                using var answer = await emulator.PostAsJsonAsync(new Uri("/_emulator/tables", UriKind.Relative), table, cancellationToken);
                answer.EnsureSuccessStatusCode();
                await cluster.CreateAsync(number, cancellationToken);
            },
            cancellationToken);
    }

    private async Task MakeObjectsAsync(FleetCluster cluster, OperatorRun leader, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var depth = 0d;
        await UntilAsync(
            "all have their Deployment",
            async () =>
            {
                var figures = await leader.FiguresAsync(cancellationToken);
                depth = Math.Max(depth, figures.QueueDepth);
                var (made, judged) = (await cluster.CountDeploymentsAsync(cancellationToken), figures.Holding("SpecValid"));
                return made >= plan.Streams && judged >= plan.Streams ? null : $"{made} Deployments, {judged} judged";
            },
            cancellationToken);
        var figures = await leader.FiguresAsync(cancellationToken);
        Say($"{plan.Streams} streams judged, each with its Deployment, after", $"{clock.GetElapsedTime(began).TotalSeconds:0} s");
        Say("  processor time of it", $"{leader.Processor.TotalSeconds:0.0} s");
        Cost("stream made", leader.Processor, plan.Streams);
        Say("  reconciles, and wait in the queue on average", $"{figures.Reconciles:0}, {figures.QueueSeconds / figures.Reconciles:0.00} s");
        Say("  deepest queue", $"{depth:0}");
        foreach (var method in Methods)
        {
            Say($"  {method} requests to the API server", $"{figures.Requests(method):0}");
        }
    }

    private async Task RunPodsAsync(FleetCluster cluster, CancellationToken cancellationToken)
    {
        using var leases = new FleetLeases(clock, plan);
        await ForAllAsync(
            async number =>
            {
                var arn = await cluster.ArnOfAsync(number, cancellationToken);
                await leases.WriteAsync(FleetCluster.NameOf(number), $"{FleetCluster.NameOf(number)}-stream-7d4b9c6f5d-x2x4z", arn, cancellationToken);
                await cluster.RunPodAsync(number, cancellationToken);
            },
            cancellationToken);
    }

    /// <returns>How much was written.</returns>
    private async Task<int> RestAsync(OperatorRun leader, OperatorRun standby, CountingRelay dynamoDb, CountingRelay s3, CancellationToken cancellationToken)
    {
        var minutes = plan.Rest.TotalMinutes;
        var (before, aws, processor) = (await leader.FiguresAsync(cancellationToken), await AwsCallsAsync(dynamoDb, s3, cancellationToken), leader.Processor);
        var standbyProcessor = standby.Processor;
        await Task.Delay(plan.Rest, clock, cancellationToken);
        var (after, later) = (await leader.FiguresAsync(cancellationToken), await AwsCallsAsync(dynamoDb, s3, cancellationToken));
        Say("at rest, reconciles a minute", $"{(after.Reconciles - before.Reconciles) / minutes:0}");
        Say("at rest, processor", $"{(leader.Processor - processor) / plan.Rest:0.0%} of a core, standby {(standby.Processor - standbyProcessor) / plan.Rest:0.0%}");
        Cost("reconcile at rest", leader.Processor - processor, after.Reconciles - before.Reconciles);
        foreach (var method in Methods)
        {
            Say($"at rest, {method} requests to the API server a minute", $"{(after.Requests(method) - before.Requests(method)) / minutes:0.0}");
        }

        foreach (var (operation, count) in later)
        {
            Say($"at rest, AWS {operation} a minute", $"{(count - aws.GetValueOrDefault(operation)) / minutes:0}");
        }

        var (resting, peak, bare) = (leader.MemoryBytes("VmRSS"), leader.MemoryBytes("VmHWM"), standby.MemoryBytes("VmRSS"));
        Say("resident memory of the leader, at rest and at most", $"{resting / Mebibyte:0} and {peak / Mebibyte:0} MiB of 256");
        Say("resident memory of the standby, which only lists and watches", $"{bare / Mebibyte:0} MiB; the leader has {(double)resting / bare:0.0} times as much");
        if (leader.Bound is { } bound)
        {
            Say("memory that the kernel counts against the leader", $"{bound}");
        }

        // The lease of the leader election is renewed by PUT, every other write would be for streams.
        return (int)(after.Requests("PATCH") - before.Requests("PATCH") + after.Requests("POST") - before.Requests("POST") + after.Requests("DELETE") - before.Requests("DELETE"));
    }

    /// <summary>What a new leader does with a world that is in order: it looks at everything once.</summary>
    /// <returns>How much was written.</returns>
    private async Task<int> TakeOverAsync(OperatorRun leader, OperatorRun standby, CancellationToken cancellationToken)
    {
        var (before, processor) = (await standby.FiguresAsync(cancellationToken), standby.Processor);
        await leader.StopAsync(cancellationToken);
        var began = clock.GetTimestamp();
        await UntilAsync("the standby has looked at all", standby, figures => figures.Reconciles >= plan.Streams && figures.QueueDepth < 10, cancellationToken);
        var after = await standby.FiguresAsync(cancellationToken);
        Say("a new leader has looked at all streams after", $"{clock.GetElapsedTime(began).TotalSeconds:0} s, {(standby.Processor - processor).TotalSeconds:0.0} s of processor time");
        var writes = Methods[1..].Where(method => method != "PUT").Sum(method => (int)(after.Requests(method) - before.Requests(method)));
        Say("  requests that wrote, the election's lease apart; others", $"{writes}; {after.Requests("GET") - before.Requests("GET"):0}");
        Say("  resident memory at most", $"{standby.MemoryBytes("VmHWM") / Mebibyte:0} MiB");
        if (standby.Bound is { } bound)
        {
            Say("  memory that the kernel counts against it", $"{bound}");
        }

        // One POST may be the lease of the election.
        return writes;
    }

    private async Task<IReadOnlyDictionary<string, long>> AwsCallsAsync(CountingRelay dynamoDb, CountingRelay s3, CancellationToken cancellationToken)
    {
        using var emulator = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = plan.StreamsEndpoint };
        var calls = await emulator.GetFromJsonAsync<JsonObject>(new Uri("/_emulator/calls", UriKind.Relative), cancellationToken) ?? [];
        var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (operation, count) in dynamoDb.Counts)
        {
            all[$"dynamodb {operation}"] = count;
        }

        foreach (var (method, count) in s3.Counts)
        {
            all[$"s3 {method}"] = count;
        }

        foreach (var (operation, count) in Numbers("streams", calls))
        {
            all[operation] = count;
        }

        return all;
    }

    /// <summary>The numbers in a document, by their path.</summary>
    private static IEnumerable<(string Path, long Count)> Numbers(string path, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Numbers($"{path} {member.Key}", member.Value)),
        JsonValue value when value.TryGetValue<long>(out var count) => [(path, count)],
        _ => [],
    };

    private Task ForAllAsync(Func<int, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, plan.Streams), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (number, _) => await work(number));

    private Task UntilAsync(string phase, OperatorRun running, Func<OperatorFigures, bool> isOver, CancellationToken cancellationToken) => UntilAsync(
        phase,
        async () => await running.FiguresAsync(cancellationToken) is var figures && isOver(figures) ? null : $"{figures.Reconciles} reconciles, {figures.Holding("Ready")} ready",
        cancellationToken);

    private async Task UntilAsync(string phase, Func<Task<string?>> whatIsMissing, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (await whatIsMissing() is { } missing)
        {
            if (clock.GetElapsedTime(began) > LongestPhase)
            {
                throw new TimeoutException($"Phase '{phase}' was not over within {LongestPhase.TotalMinutes:0} minutes: {missing}.");
            }

            await Task.Delay(Interval, clock, cancellationToken);
        }
    }

    /// <summary>What one of them cost, for people and for the comparison of sizes.</summary>
    private void Cost(string what, TimeSpan processor, double count)
    {
        var each = processor.TotalMilliseconds / count;
        Say($"  processor time for each {what}", $"{each:0.00} ms");
        File.AppendAllLines(Path.Combine(plan.Folder, "costs"), [FormattableString.Invariant($"{plan.Streams}\t{what}\t{each:0.000}")]);
    }

    private void Say(string what, string figure) => report.WriteLine($"{what,-70} {figure}");
}
