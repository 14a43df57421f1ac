using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Writes a stream's status, once a reconcile and only when it says something new, and the events that the change is worth.</summary>
internal sealed class StatusWriter(TimeProvider clock, IClusterWriter writer, ReconcileDefaults defaults, IReconcileObserver observer)
{
    /// <summary>Figures that move all the time are worth a write this often.</summary>
    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(30);

    /// <summary>A watch that has not shown a write by then will show something else.</summary>
    private static readonly TimeSpan WatchLag = TimeSpan.FromSeconds(10);

    public async Task WriteAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var (stream, memory) = (context.Stream, context.State);
        var known = KnownOf(stream, memory);
        var next = NextOf(context, known);
        if (StatusComparer.AreSame(next, known))
        {
            await TellAsync(context, cancellationToken);
            return;
        }

        if (memory.WrittenAt is { } at && clock.GetElapsedTime(at) is var since && since < ProgressPause && StatusComparer.AreSameButForProgress(next, known))
        {
            context.RequeueAfter(ProgressPause - since);
            await TellAsync(context, cancellationToken);
            return;
        }

        await writer.ApplyStatusAsync(context.Key, stream.Metadata.Uid, next, cancellationToken);
        memory.Written = (next, stream.Status, stream.Metadata.ResourceVersion);
        memory.WrittenAt = clock.GetTimestamp();
        var changed = ConditionEvents.Between(stream, known?.Conditions, next.Conditions ?? []);
        foreach (var condition in (next.Conditions ?? []).Where(condition => Conditions.Find(known?.Conditions, condition.Type) is var before && (before?.Status, before?.Reason) != (condition.Status, condition.Reason)))
        {
            observer.ConditionChanged(context.Key, condition);
        }

        await TellAsync(context, changed, cancellationToken);
    }

    /// <summary>The status as it stands in the cluster: the watch may not have shown our last write yet, or only what came before it.</summary>
    private KeyspacesCdcStreamStatus? KnownOf(KeyspacesCdcStream stream, ReconcileState memory) =>
        memory is { Written: { } written, WrittenAt: { } at }
        && (written.SeenVersion == stream.Metadata.ResourceVersion || clock.GetElapsedTime(at) < WatchLag && StatusComparer.AreSame(stream.Status, written.Seen))
            ? written.Status
            : stream.Status;

    /// <summary>The events of the steps alone.</summary>
    public Task TellAsync(ReconcileContext context, CancellationToken cancellationToken) => TellAsync(context, [], cancellationToken);

    private async Task TellAsync(ReconcileContext context, IReadOnlyList<StreamEvent> more, CancellationToken cancellationToken)
    {
        foreach (var happened in (StreamEvent[])[.. context.Events, .. more])
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

    private KeyspacesCdcStreamStatus NextOf(ReconcileContext context, KeyspacesCdcStreamStatus? known)
    {
        var (stream, deployment) = (context.Stream, context.Deployment?.Status);
        if (stream.Metadata.DeletionTimestamp is not null)
        {
            return (known ?? new KeyspacesCdcStreamStatus()) with { Conditions = DeletingOf(context, known?.Conditions) };
        }

        context.Set(stream.Spec.Suspend
            ? new ConditionResult(ConditionTypes.Suspended, true, ConditionReasons.SuspendedBySpec, "spec.suspend is true.")
            : new ConditionResult(ConditionTypes.Suspended, false, ConditionReasons.NotSuspended, "spec.suspend is false."));
        context.Set(Readiness.Of(context.Results, isDeleting: false));
        var progress = context.Progress;
        return new KeyspacesCdcStreamStatus
        {
            ObservedGeneration = stream.Metadata.Generation,
            Conditions = Conditions.Merge(known?.Conditions, context.Results, stream.Metadata.Generation, clock.GetUtcNow()),
            // Settings are made when pods are; before that nothing has begun anywhere.
            Region = known?.Region ?? (context.SettingsHash is null ? null : context.Addresses?.Source.Region),
            CheckpointTable = ClaimedTable(context, known),
            CheckpointTableRecreated = TableLoss.SpentOrderOf(stream, context.Table, known),
            StreamArn = context.StreamArn,
            ViewType = context.Target is { } target && target.Arn == context.StreamArn ? target.ViewType : known?.ViewType,
            Replicas = deployment?.Replicas ?? 0,
            ReadyReplicas = deployment?.ReadyReplicas ?? 0,
            Selector = StreamLabels.SelectorOf(context.Key.Name),
            Shards = context.Leases is null ? known?.Shards : progress?.Shards,
            Lag = context.Leases is null ? known?.Lag : progress?.LagText,
            LastCommitTime = context.Leases is null ? known?.LastCommitTime : progress?.LastCommitTime,
            Records = context.Leases is null ? known?.Records : progress?.Records,
            Objects = context.Leases is null ? known?.Objects : progress?.Objects,
            BilledCapacity = context.BilledCapacity,
        };
    }

    /// <summary>What is not known stands: a table that cannot be looked at, or of which the claim was not read, is no other table.</summary>
    private string? ClaimedTable(ReconcileContext context, KeyspacesCdcStreamStatus? known) =>
        context.Table is null ? context.Find(ConditionTypes.CheckpointTableReady) is { Reason: ConditionReasons.TableNotFound } ? null : known?.CheckpointTable
        : context.Table is not { State: CheckpointTableState.Active, Unfit: null } ? known?.CheckpointTable
        : TableClaims.OwnOf(context.Table, context, defaults) is null ? null
        : context.Stream.Spec.CheckpointTable();

    private IReadOnlyList<V1Condition> DeletingOf(ReconcileContext context, IReadOnlyList<V1Condition>? known)
    {
        var ready = context.Find(ConditionTypes.Ready) ?? Readiness.Of(context.Results, isDeleting: true);
        var merged = Conditions.Merge(known, [ready], context.Stream.Metadata.Generation, clock.GetUtcNow());
        return [.. merged.Select(condition => condition.Type == ConditionTypes.Ready ? condition : Conditions.Find(known, condition.Type) ?? condition)];
    }
}
