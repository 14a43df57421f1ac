using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Cluster.Tests.Operators.Nodes;

/// <summary>One pod on a node of processes, from its binding to its end: starts the process, probes it, starts it again when it ends, and stops it when the pod is deleted.</summary>
internal sealed class NodePod(Kubernetes client, V1Pod pod, string folder, string? namesFile)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(8);

    private readonly PodSandbox _sandbox = new(client, pod, folder, namesFile);
    private readonly PodReport _report = new(pod);
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PodProcess? _process;
    private long _graceSeconds;
    private bool _isDropped;

    public string Name => pod.Metadata.Name;

    /// <summary>Takes in the pod as it is in the cluster now.</summary>
    public void See(V1Pod now)
    {
        if (now.Metadata.DeletionTimestamp is not null)
        {
            Volatile.Write(ref _graceSeconds, now.Metadata.DeletionGracePeriodSeconds ?? 0);
            _ending.TrySetResult();
        }
    }

    /// <summary>The pod is gone from the cluster, whoever deleted it: nothing is left to be graceful for.</summary>
    public void Drop()
    {
        Volatile.Write(ref _isDropped, true);
        _ending.TrySetResult();
    }

    public void Send(Signal signal) => _process?.Send(signal);

    public Task<JsonElement?> StatusAsync(CancellationToken cancellationToken) => _process?.StatusAsync(cancellationToken) ?? Task.FromResult<JsonElement?>(null);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            for (var starts = 0; !_ending.Task.IsCompleted; starts++)
            {
                await StartAsync(starts, stop);
                await WatchAsync(stop);
                await EndedAsync(starts, stop);
            }

            await StopAsync(stop);
        }
        finally
        {
            await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task StartAsync(int starts, CancellationToken stop)
    {
        _process = await _sandbox.StartAsync(starts, stop);
        await TellAsync(_report.Running(starts, isReady: false), stop);
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var wasReady = false;
        while (!_ending.Task.IsCompleted && _process is { HasExited: false } process)
        {
            if (await process.IsReadyAsync(stop) is var isReady && isReady != wasReady && !process.HasExited)
            {
                await TellAsync(_report.Running(isReady), stop);
                wasReady = isReady;
            }

            await PauseAsync(Tick, stop);
        }
    }

    private async Task EndedAsync(int starts, CancellationToken stop)
    {
        if (_process is { HasExited: true } process)
        {
            await TellAsync(_report.Ended(process.ExitCode, _sandbox.LastWords()), stop);
            await process.DisposeAsync();
            var pause = FirstBackOff * (1 << Math.Min(starts, 5));
            await PauseAsync(pause < LongestBackOff ? pause : LongestBackOff, stop);
        }
    }

    private async Task StopAsync(CancellationToken stop)
    {
        if (_process is { HasExited: false } process)
        {
            process.Send(Volatile.Read(ref _isDropped) ? Signal.Kill : Signal.Terminate);
            var grace = TimeSpan.FromSeconds(Volatile.Read(ref _graceSeconds));
            var began = TimeProvider.System.GetTimestamp();
            while (!process.HasExited)
            {
                if (TimeProvider.System.GetElapsedTime(began) > grace)
                {
                    process.Send(Signal.Kill);
                }

                await Pace.PauseAsync(Tick, stop);
            }

            await TellAsync(_report.Ended(process.ExitCode, _sandbox.LastWords()), stop);
        }

        await IgnoringGoneAsync(() => client.CoreV1.DeleteNamespacedPodAsync(
            Name, pod.Metadata.NamespaceProperty, new V1DeleteOptions { GracePeriodSeconds = 0, Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } }, cancellationToken: stop));
    }

    private Task TellAsync(V1PodStatus status, CancellationToken stop) => IgnoringGoneAsync(() => client.CoreV1.PatchNamespacedPodStatusAsync(
        new V1Patch(new V1Pod { Metadata = new V1ObjectMeta { Uid = pod.Metadata.Uid }, Status = status }, V1Patch.PatchType.StrategicMergePatch), Name, pod.Metadata.NamespaceProperty, cancellationToken: stop));

    /// <summary>The pod may be gone, or another one have its name, before its node hears of it.</summary>
    private static async Task IgnoringGoneAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (HttpOperationException refusal) when (refusal.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Nobody is interested any more.
        }
    }

    /// <summary>Ends early when the pod is to end.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        await Task.WhenAny(Pace.PauseAsync(pause, stop), _ending.Task);
        stop.ThrowIfCancellationRequested();
    }
}
