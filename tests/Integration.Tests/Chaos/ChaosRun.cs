using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Integration.Tests.Chaos;

/// <summary>One run of three pods through faults of every service, kills and pauses, all drawn from one seed.</summary>
internal sealed class ChaosRun(TestStand stand, int seed)
{
    private const int Pods = 3;
    private const int Acts = 11;
    private const int ChangesAnAct = 100;
    private const int PutsAnAct = 3;
    private const string Shards = "/tables/media/media_content";
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
        await Load.DuringAsync(stand.Emulator, new { rate = 700, keys = 400, seed }, load => PlayAsync(mischief, load, cancellationToken), cancellationToken);
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

    /// <summary>Mischief, splits and merges while changes come, which end when all of it was done.</summary>
    private async Task PlayAsync(Mischief mischief, Load load, CancellationToken cancellationToken)
    {
        // A merge needs two shards: it comes after a split.
        var (splits, merges) = (_random.Next(1, 4), _random.Next(1, 4));
        for (var act = 0; act < Acts; act++)
        {
            await Pace.PauseAsync(TimeSpan.FromMilliseconds(_random.Next(300, 1000)), cancellationToken);
            await load.UntilMoreAsync(ChangesAnAct, cancellationToken);
            await stand.UntilPutsAsync(PutsAnAct, cancellationToken);
            if (act % 3 == 1 && act / 3 < splits)
            {
                await stand.Emulator.PostAsync($"{Shards}/split", new { }, cancellationToken);
            }
            else if (act % 3 == 2 && act / 3 < Math.Min(splits, merges))
            {
                await stand.Emulator.PostAsync($"{Shards}/merge", new { }, cancellationToken);
            }

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
