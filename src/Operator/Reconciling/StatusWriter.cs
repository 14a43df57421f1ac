using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Writes a stream's status, once a reconcile and only when it says something new, and the events that the change is worth.</summary>
internal sealed class StatusWriter(TimeProvider clock, IClusterWriter writer, ReconcileDefaults defaults, IReconcileObserver observer)
{
    /// <summary>Figures that move all the time are worth a write this often.</summary>
    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(30);

    /// <summary>A watch that has not shown a write by then will show something else.</summary>
    private static readonly TimeSpan WatchLag = TimeSpan.FromSeconds(10);

    private readonly StatusBuilder _statuses = new(clock, defaults);

    /// <returns>When figures that were not worth a write yet are; null when there are none.</returns>
    public Task<TimeSpan?> WriteAsync(ReconcileContext context, StageResults results, CancellationToken cancellationToken)
    {
        var known = KnownOf(context);
        return WriteAsync(context, known, _statuses.Of(context, results, known), results.Events, cancellationToken);
    }

    /// <summary>Says of a stream that is being deleted how far that is.</summary>
    public Task WriteAsync(ReconcileContext context, DeletionResult deletion, CancellationToken cancellationToken)
    {
        var known = KnownOf(context);
        return WriteAsync(context, known, _statuses.Deleting(context, deletion, known), deletion.Events, cancellationToken);
    }

    /// <summary>The events alone.</summary>
    public async Task TellAsync(ReconcileContext context, IEnumerable<StreamEvent> events, CancellationToken cancellationToken)
    {
        foreach (var happened in events)
        {
            try
            {
                await writer.CreateEventAsync(happened, cancellationToken);
            }
            catch (Exception problem) when (ApiFaults.Find(problem) is not null)
            {
                // An event is a courtesy to people; what it tells stands in the status too.
                observer.EventLost(context.Key, happened.Reason, problem);
            }
        }
    }

    private async Task<TimeSpan?> WriteAsync(
        ReconcileContext context, KeyspacesCdcStreamStatus? known, KeyspacesCdcStreamStatus next, IReadOnlyList<StreamEvent> events, CancellationToken cancellationToken)
    {
        var (stream, state) = (context.Stream, context.State);
        if (StatusComparer.AreSame(next, known))
        {
            await TellAsync(context, events, cancellationToken);
            return null;
        }

        if (state.WrittenAt is { } at && clock.GetElapsedTime(at) is var since && since < ProgressPause && StatusComparer.AreSameButForProgress(next, known))
        {
            await TellAsync(context, events, cancellationToken);
            return ProgressPause - since;
        }

        await writer.ApplyStatusAsync(context.Key, stream.Metadata.Uid, next, cancellationToken);
        state.Written = (next, stream.Status, stream.Metadata.ResourceVersion);
        state.WrittenAt = clock.GetTimestamp();
        var changed = ConditionEvents.Between(stream, known?.Conditions, next.Conditions ?? []);
        foreach (var condition in (next.Conditions ?? []).Where(condition => Conditions.Find(known?.Conditions, condition.Type) is var before && (before?.Status, before?.Reason) != (condition.Status, condition.Reason)))
        {
            observer.ConditionChanged(context.Key, condition);
        }

        await TellAsync(context, [.. events, .. changed], cancellationToken);
        return null;
    }

    /// <summary>The status as it stands in the cluster: the watch may not have shown our last write yet, or only what came before it.</summary>
    private KeyspacesCdcStreamStatus? KnownOf(ReconcileContext context) =>
        context.State is { Written: { } written, WrittenAt: { } at } && context.Stream is var stream
        && (written.SeenVersion == stream.Metadata.ResourceVersion || clock.GetElapsedTime(at) < WatchLag && StatusComparer.AreSame(stream.Status, written.Seen))
            ? written.Status
            : context.Stream.Status;
}
