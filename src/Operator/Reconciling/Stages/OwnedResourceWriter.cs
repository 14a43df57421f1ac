using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Makes one object of a stream, mends what others changed of it, and deletes it when it is not wanted any more.</summary>
internal sealed class OwnedResourceWriter(StreamWorld world, IClusterWriter writer, IReconcileObserver observer)
{
    private readonly ContestedFields _contested = new(writer);

    public async Task<AppliedResource> EnsureAsync(ReconcileContext context, OwnedResource child, CancellationToken cancellationToken)
    {
        var live = world.Owned[child.Kind].Find(child.Key);
        // No watch has seen the name: it is free, or somebody else's, or has lost our labels.
        var stored = live is null ? await writer.FindAsync(child.Kind, child.Key, cancellationToken) : null;
        var metadata = live?.Metadata ?? (stored is null ? null : MetadataOf(stored));
        var isOrphan = metadata is not null && Ownership.IsOrphanOf(metadata, context.Stream);
        if (metadata is not null && !isOrphan && !Ownership.IsControlledBy(metadata, context.Stream))
        {
            return new AppliedResource { Outcome = ApplyOutcome.Taken, Problem = NameTaken(child, metadata) };
        }

        var difference = live is not null ? DriftDetector.Compare(child, live) : stored is not null ? DriftDetector.Compare(child.Document, stored) : null;
        if (metadata is not null && difference is null)
        {
            // One that no watch shows may have changed by the next look; and a field that was contested may come back.
            var contest = live is null ? FieldContest.None : ContestedFields.Remembered(context, child);
            return new AppliedResource
            {
                Outcome = live is null || contest.IsContested ? ApplyOutcome.Written : ApplyOutcome.Right, Contested = contest.Sentence, RequeueAfter = contest.RequeueAfter,
            };
        }

        if (isOrphan && !await MayTakeBackAsync(context, cancellationToken))
        {
            return new AppliedResource { Outcome = ApplyOutcome.Taken };
        }

        var met = metadata is not null && difference is not null ? await _contested.MeetAsync(context, child, difference, metadata.ResourceVersion, cancellationToken) : FieldContest.None;
        return met.MustWait
            ? new AppliedResource { Outcome = ApplyOutcome.Written, Contested = met.Sentence, RequeueAfter = met.RequeueAfter }
            : await ApplyAsync(context, child, difference, cancellationToken) with { Contested = met.Sentence };
    }

    /// <summary>Deletes an object that is not wanted any more; also one that an earlier stream of the name left behind, which the garbage collector may never follow up.</summary>
    /// <returns>Whether it was this stream's to delete.</returns>
    public async Task<bool> TryDropAsync(ReconcileContext context, OwnedKind kind, V1ObjectMeta live, CancellationToken cancellationToken)
    {
        if (!Ownership.IsControlledBy(live, context.Stream) && !(Ownership.IsOrphanOf(live, context.Stream) && await MayTakeBackAsync(context, cancellationToken)))
        {
            return false;
        }

        await writer.DeleteAsync(kind.Kind, context.Key with { Name = live.Name }, live.Uid, version: null, cancellationToken);
        observer.ChildDeleted(context.Key, kind.Kind.Plural, live.Name);
        return true;
    }

    private async Task<AppliedResource> ApplyAsync(ReconcileContext context, OwnedResource child, FieldDifference? difference, CancellationToken cancellationToken)
    {
        await writer.ApplyAsync(child.Kind, child.Key, child.Document, cancellationToken);
        observer.ChildApplied(context.Key, child.Kind.Plural, child.Key.Name, difference?.Path);
        var contest = ContestedFields.Applied(context, child);
        return new AppliedResource
        {
            Outcome = ApplyOutcome.Written,
            IsRollingOut = child.Kind == ResourceKinds.Deployments && IsOfPods(difference?.Path) && !contest.IsContested,
            RequeueAfter = contest.RequeueAfter,
        };
    }

    /// <summary>Whether a difference may reach the pods: labels and annotations of the Deployment itself do not.</summary>
    private static bool IsOfPods(string? difference) =>
        difference?.StartsWith("metadata.", StringComparison.Ordinal) != true || difference.EndsWith(StreamAnnotations.DesiredHash, StringComparison.Ordinal);

    /// <summary>Whoever deletes a stream and orphans its objects wants them to stay: the cache may not have shown the deletion yet, and what is given an owner that is going goes with it.</summary>
    private async Task<bool> MayTakeBackAsync(ReconcileContext context, CancellationToken cancellationToken) =>
        await writer.FindAsync(ResourceKinds.Streams, context.Key, cancellationToken) is { } stored
        && MetadataOf(stored) is { DeletionTimestamp: null } metadata
        && metadata.Uid == context.Stream.Metadata.Uid;

    private static ConditionResult NameTaken(OwnedResource child, V1ObjectMeta metadata) => new(
        ConditionTypes.WorkloadReady, false, ConditionReasons.NameTaken,
        $"{child.Kind} {child.Key} exists and is controlled by {Ownership.TextOf(metadata)}. Delete or rename it: the stream needs that name.");

    private static V1ObjectMeta MetadataOf(JsonObject stored) => KubernetesJson.Deserialize<V1ObjectMeta>(stored["metadata"]!.ToJsonString()); // every object has one
}
