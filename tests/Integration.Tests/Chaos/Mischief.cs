using KeyspacesStreamer.Integration.Tests.Faults;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;
using KeyspacesStreamer.Integration.Tests.Stands;

namespace KeyspacesStreamer.Integration.Tests.Chaos;

/// <summary>Kills, pauses, stops and starts the pods of a stand at random, and never leaves a paused one behind.</summary>
internal sealed class Mischief(TestStand stand, Random random, int pods)
{
    private readonly List<Task> _underWay = [];
    private readonly HashSet<PodProcess> _ended = [];
    private readonly List<string> _story = [];
    private int _names;

    /// <summary>What was done, in order.</summary>
    public string Story => string.Join(", ", _story);

    /// <summary>The pods that nobody told to end.</summary>
    public IReadOnlyList<PodProcess> Expected => [.. stand.Pods.Where(pod => !_ended.Contains(pod))];

    /// <summary>Pods that ended although nobody told them to.</summary>
    public IReadOnlyList<string> Deaths => [.. Expected.Where(pod => pod.HasExited).Select(pod => $"pod {pod.Worker} ended by itself with code {pod.ExitCode}; its log is {pod.LogFile}")];

    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        for (var left = pods; left > 0; left--)
        {
            await stand.StartPodAsync(NewName(), cancellationToken);
        }
    }

    /// <summary>A service that answers nobody for longer than any client repeats a request by itself.</summary>
    public void Interrupt(string service, FaultProxy proxy, CancellationToken cancellationToken)
    {
        _story.Add($"{service} out");
        var time = TimeSpan.FromMilliseconds(random.Next(1000, 2500));
        _underWay.Add(proxy.FailUntilAsync(() => Pace.PauseAsync(time, cancellationToken)));
    }

    /// <summary>One act against one pod.</summary>
    public async Task ActAsync(CancellationToken cancellationToken)
    {
        var running = Expected.Where(pod => !pod.HasExited && !pod.IsStopped).ToList();
        if (running.Count < 2)
        {
            return; // somebody has to get on with the work, or nothing is tested
        }

        var pod = running[random.Next(running.Count)];
        switch (random.Next(10))
        {
            case < 4:
                End(pod, Signal.Kill);
                await ReplaceAsync(pod, random.Next(2) == 0 ? pod.Worker : NewName(), cancellationToken);
                break;
            case < 8:
                _underWay.Add(PauseAsync(pod, TimeSpan.FromMilliseconds(random.Next(1800, 3500)), cancellationToken));
                break;
            default:
                End(pod, Signal.Terminate);
                await ReplaceAsync(pod, NewName(), cancellationToken);
                break;
        }
    }

    /// <summary>Continues what is paused and fills the fleet up again.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_underWay);
        for (var missing = pods - Expected.Count(pod => !pod.HasExited); missing > 0; missing--)
        {
            await stand.StartPodAsync(NewName(), cancellationToken);
        }
    }

    private string NewName() => $"pod-{_names++}";

    private void End(PodProcess pod, Signal signal)
    {
        _story.Add($"{pod.Worker} {signal}");
        _ended.Add(pod);
        pod.Send(signal);
    }

    private async Task ReplaceAsync(PodProcess pod, string name, CancellationToken cancellationToken)
    {
        _story.Add($"{pod.Worker} -> {name}");
        await Pace.PauseAsync(TimeSpan.FromMilliseconds(random.Next(0, 400)), cancellationToken);
        await stand.StartPodAsync(name, cancellationToken);
    }

    /// <summary>Longer than the others wait before they take a worker for dead: it comes back as a zombie.</summary>
    private async Task PauseAsync(PodProcess pod, TimeSpan pause, CancellationToken cancellationToken)
    {
        _story.Add($"{pod.Worker} paused {pause.TotalMilliseconds:0} ms");
        pod.Send(Signal.Stop);
        await Pace.PauseAsync(pause, cancellationToken);
        pod.Send(Signal.Continue);
    }
}
