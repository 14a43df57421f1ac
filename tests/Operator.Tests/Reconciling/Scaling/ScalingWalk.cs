using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Scaling;

/// <summary>A stream under the chooser: asks it every half minute and does what it says.</summary>
internal sealed class ScalingWalk(AutoscalingSpec limits, int replicas)
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private ScalingHistory _history = ScalingHistory.Empty;

    public AutoscalingSpec Limits { get; set; } = limits;

    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(7);

    public int Replicas { get; private set; } = replicas;

    /// <summary>Each change: when, from, to, why.</summary>
    public List<(TimeSpan At, int From, int To, string? Reason)> Changes { get; } = [];

    public void Restart() => _history = ScalingHistory.Empty;

    /// <param name="open">Open shards; null when there was no look at the table.</param>
    /// <param name="lag">The lag; null when it is not known.</param>
    /// <param name="pause">Time until the next decision.</param>
    public void Step(int? open, TimeSpan? lag, TimeSpan? pause = null)
    {
        var decision = ReplicaChooser.Choose(Limits, Now, Replicas, open is { } shards ? new ScalingFigures(Now, shards, lag) : null, _history);
        if (decision.Replicas != Replicas)
        {
            Changes.Add((Now, Replicas, decision.Replicas, decision.Reason));
        }

        (Replicas, _history) = (decision.Replicas, decision.History);
        Now += pause ?? Pace;
    }

    public void Pass(TimeSpan time, int? open, TimeSpan? lag)
    {
        for (var end = Now + time; Now < end;)
        {
            Step(open, lag);
        }
    }
}
