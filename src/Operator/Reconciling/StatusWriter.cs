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

    public async Task WriteAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        var (stream, memory) = (run.Stream, run.State);
        var known = KnownOf(stream, memory);
        var next = NextOf(run, known);
        if (StatusComparer.AreSame(next, known))
        {
            await TellAsync(run, cancellationToken);
            return;
        }

        if (memory.WrittenAt is { } at && clock.GetElapsedTime(at) is var since && since < ProgressPause && StatusComparer.AreSameButForProgress(next, known))
        {
            run.RequeueAfter(ProgressPause - since);
            await TellAsync(run, cancellationToken);
            return;
        }

        await writer.ApplyStatusAsync(run.Key, stream.Metadata.Uid, next, cancellationToken);
        memory.Written = (next, stream.Status, stream.Metadata.ResourceVersion);
        memory.WrittenAt = clock.GetTimestamp();
        var changed = ConditionEvents.Between(stream, known?.Conditions, next.Conditions ?? []);
        foreach (var condition in (next.Conditions ?? []).Where(condition => Conditions.Find(known?.Conditions, condition.Type) is var before && (before?.Status, before?.Reason) != (condition.Status, condition.Reason)))
        {
            observer.ConditionChanged(run.Key, condition);
        }

        await TellAsync(run, changed, cancellationToken);
    }

    /// <summary>The status as it stands in the cluster: the watch may not have shown our last write yet, or only what came before it.</summary>
    private KeyspacesCdcStreamStatus? KnownOf(KeyspacesCdcStream stream, ReconcileState memory) =>
        memory is { Written: { } written, WrittenAt: { } at }
        && (written.SeenVersion == stream.Metadata.ResourceVersion || clock.GetElapsedTime(at) < WatchLag && StatusComparer.AreSame(stream.Status, written.Seen))
            ? written.Status
            : stream.Status;

    /// <summary>The events of the steps alone.</summary>
    public Task TellAsync(ReconcileContext run, CancellationToken cancellationToken) => TellAsync(run, [], cancellationToken);

    private async Task TellAsync(ReconcileContext run, IReadOnlyList<StreamEvent> more, CancellationToken cancellationToken)
    {
        foreach (var happened in (StreamEvent[])[.. run.Events, .. more])
        {
            try
            {
                await writer.CreateEventAsync(happened, cancellationToken);
            }
            catch (Exception problem) when (ApiFaults.Find(problem) is not null)
            {
                // An event is a courtesy to people; what it tells stands in the status too.
                observer.EventLost(run.Key, happened.Reason, problem);
            }
        }
    }

    private KeyspacesCdcStreamStatus NextOf(ReconcileContext run, KeyspacesCdcStreamStatus? known)
    {
        var (stream, deployment) = (run.Stream, run.Deployment?.Status);
        if (stream.Metadata.DeletionTimestamp is not null)
        {
            return (known ?? new KeyspacesCdcStreamStatus()) with { Conditions = DeletingOf(run, known?.Conditions) };
        }

        run.Set(stream.Spec.Suspend
            ? new ConditionResult(ConditionTypes.Suspended, true, ConditionReasons.SuspendedBySpec, "spec.suspend is true.")
            : new ConditionResult(ConditionTypes.Suspended, false, ConditionReasons.NotSuspended, "spec.suspend is false."));
        run.Set(Readiness.Of(run.Results, isDeleting: false));
        var progress = run.Progress;
        return new KeyspacesCdcStreamStatus
        {
            ObservedGeneration = stream.Metadata.Generation,
            Conditions = Conditions.Merge(known?.Conditions, run.Results, stream.Metadata.Generation, clock.GetUtcNow()),
            // Settings are made when pods are; before that nothing has begun anywhere.
            Region = known?.Region ?? (run.SettingsHash is null ? null : run.Addresses?.Source.Region),
            CheckpointTable = ClaimedTable(run, known),
            CheckpointTableRecreated = TableLoss.SpentOrderOf(run, known),
            StreamArn = run.StreamArn,
            ViewType = run.Target is { } target && target.Arn == run.StreamArn ? target.ViewType : known?.ViewType,
            Replicas = deployment?.Replicas ?? 0,
            ReadyReplicas = deployment?.ReadyReplicas ?? 0,
            Selector = StreamLabels.SelectorOf(run.Key.Name),
            Shards = run.Leases is null ? known?.Shards : progress?.Shards,
            Lag = run.Leases is null ? known?.Lag : progress?.LagText,
            LastCommitTime = run.Leases is null ? known?.LastCommitTime : progress?.LastCommitTime,
            Records = run.Leases is null ? known?.Records : progress?.Records,
            Objects = run.Leases is null ? known?.Objects : progress?.Objects,
            BilledCapacity = run.BilledCapacity,
        };
    }

    /// <summary>What is not known stands: a table that cannot be looked at, or of which the claim was not read, is no other table.</summary>
    private string? ClaimedTable(ReconcileContext run, KeyspacesCdcStreamStatus? known) =>
        run.Table is null ? run.Find(ConditionTypes.CheckpointTableReady) is { Reason: ConditionReasons.TableNotFound } ? null : known?.CheckpointTable
        : run.Table is not { State: CheckpointTableState.Active, Unfit: null } ? known?.CheckpointTable
        : TableClaims.OwnOf(run, defaults) is null ? null
        : run.Stream.Spec.CheckpointTable();

    private IReadOnlyList<V1Condition> DeletingOf(ReconcileContext run, IReadOnlyList<V1Condition>? known)
    {
        var ready = run.Find(ConditionTypes.Ready) ?? Readiness.Of(run.Results, isDeleting: true);
        var merged = Conditions.Merge(known, [ready], run.Stream.Metadata.Generation, clock.GetUtcNow());
        return [.. merged.Select(condition => condition.Type == ConditionTypes.Ready ? condition : Conditions.Find(known, condition.Type) ?? condition)];
    }
}
