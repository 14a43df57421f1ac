using System.Diagnostics;
using KeyspacesStreamer.Integration.Tests.Stands;

namespace KeyspacesStreamer.Integration.Tests.Chaos;

/// <summary>One run of three pods through faults of every service, kills and pauses, all drawn from one seed.</summary>
internal sealed class ChaosRun(TestStand stand, int seed)
{
    private const int Pods = 3;
    private static readonly string[] EmulatorFaults = ["throttle", "internal-error", "unavailable", "reset", "cut-body", "slow", "invalid-utf8", "truncated-body", "html-page"];
    private static readonly string[] GetRecordsFaults = ["expired", "empty-page"];
    private readonly Random _random = new(seed);

    /// <summary>Runs it all and returns what is wrong afterwards; nothing, if the pod keeps its promises.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var mischief = new Mischief(stand, _random, Pods);
        await stand.Emulator.WorkAsync(new { count = 50, shards = _random.Next(2, 5), seed = seed + 1 }, cancellationToken);
        await mischief.StartAllAsync(cancellationToken);
        await Task.WhenAll(stand.Pods.Select(pod => pod.UntilReadyAsync(cancellationToken)));
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new LeaseWatch(stand).RunAsync(watching.Token);
        await BeginFaultsAsync(cancellationToken);
        await PlayAsync(mischief, cancellationToken);
        await mischief.EndAsync(cancellationToken);
        await EndFaultsAsync(cancellationToken);

        await stand.UntilCommittedAsync(cancellationToken);
        await watching.CancelAsync();
        IReadOnlyList<string> deaths = mischief.Deaths;
        var codes = await Task.WhenAll(mischief.Expected.Where(pod => !pod.HasExited).Select(pod => pod.TerminateAsync(cancellationToken)));
        var violations = await stand.ViolationsAsync(cancellationToken);
        Story = mischief.Story;
        return [.. await watch, .. deaths, .. codes.Where(code => code != 0).Select(code => $"a pod ended with code {code} after SIGTERM"), .. violations];
    }

    /// <summary>What was done to the pods.</summary>
    public string Story { get; private set; } = "";

    /// <summary>Mischief as long as the changes come, and a little longer.</summary>
    private async Task PlayAsync(Mischief mischief, CancellationToken cancellationToken)
    {
        var order = new { count = 6000, rate = 1000, splits = _random.Next(1, 4), merges = _random.Next(1, 4), keys = 400, seed };
        var id = (await stand.Emulator.StartWorkAsync(order, cancellationToken)).GetProperty("id").GetInt32();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(7) || await IsWorkingAsync(id, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300, 1000)), TimeProvider.System, cancellationToken);
            switch (_random.Next(8))
            {
                case 0 or 1:
                    mischief.Interrupt("S3", stand.S3Proxy, cancellationToken);
                    break;
                case 2:
                    mischief.Interrupt("DynamoDB", stand.DynamoDbProxy, cancellationToken);
                    break;
                default:
                    await mischief.ActAsync(cancellationToken);
                    break;
            }
        }
    }

    private async Task<bool> IsWorkingAsync(int id, CancellationToken cancellationToken) =>
        (await stand.Emulator.GetAsync($"/workloads/{id}", cancellationToken)).GetProperty("state").GetString() == "running";

    private async Task BeginFaultsAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in EmulatorFaults)
        {
            await stand.Emulator.FaultAsync(new { kind, probability = 0.02, delayMilliseconds = 400 }, cancellationToken);
        }

        foreach (var kind in GetRecordsFaults)
        {
            await stand.Emulator.FaultAsync(new { kind, operation = "GetRecords", probability = 0.03 }, cancellationToken);
        }

        (stand.S3Proxy.Chance, stand.DynamoDbProxy.Chance) = (0.15, 0.15);
    }

    private async Task EndFaultsAsync(CancellationToken cancellationToken)
    {
        await stand.Emulator.ClearFaultsAsync(cancellationToken);
        await stand.S3Proxy.CalmAsync(cancellationToken);
        await stand.DynamoDbProxy.CalmAsync(cancellationToken);
    }
}
