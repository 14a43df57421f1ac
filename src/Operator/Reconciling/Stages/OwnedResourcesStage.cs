using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Makes ConfigMap, Service, Deployment and what else the stream needs, mends what others changed, and deletes what is not wanted any more.</summary>
internal sealed class OwnedResourcesStage(StreamWorld world, IClusterWriter writer, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private readonly OwnedResourceWriter _resources = new(world, writer, observer);
    private readonly IReadOnlyList<OwnedKind> _kinds = OwnedKinds.Of(defaults.DisruptionBudgetVersion);

    public async Task<AppliedResources> ApplyAsync(ReconcileContext context, DesiredStream desired, CancellationToken cancellationToken)
    {
        var seen = SeenOf(context, desired);
        if (context.State.LastAppliedInputs.SequenceEqual(seen, SameThing.Instance))
        {
            return AppliedResources.None;
        }

        context.State.LastAppliedInputs = [];
        var applied = new List<AppliedResource>();
        try
        {
            if (await IsAllInShapeAsync(context, OwnedResources.Of(desired), applied, cancellationToken))
            {
                context.State.LastAppliedInputs = seen;
            }

            return AppliedResources.Of(applied);
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            return AppliedResources.Of(applied) with { Problem = new ConditionResult(ConditionTypes.WorkloadReady, false, ConditionReasons.ApplyFailed, fault.Message), IsFailure = true };
        }
    }

    /// <summary>Everything that decides what this stage does; the caches hold the same objects as long as nothing changes.</summary>
    private object?[] SeenOf(ReconcileContext context, DesiredStream desired) =>
    [
        context.Stream.Spec, desired.Image, desired.Settings.Source.StreamArn, desired.Settings.Source.Schema, string.Join(',', desired.KeyColumns), desired.Replicas,
        .. _kinds.Select(kind => LiveOf(context, kind)),
    ];

    /// <summary>Applies what differs and deletes what is too much.</summary>
    /// <returns>Whether there was nothing to do.</returns>
    private async Task<bool> IsAllInShapeAsync(ReconcileContext context, IReadOnlyList<OwnedResource> children, List<AppliedResource> applied, CancellationToken cancellationToken)
    {
        foreach (var child in children)
        {
            var one = await _resources.EnsureAsync(context, child, cancellationToken);
            applied.Add(one);
            if (one.Outcome == ApplyOutcome.Taken && child.Owned.IsReadByPods)
            {
                // Pods would run with what somebody else wrote there.
                return false;
            }
        }

        var isAnyDropped = await DropUnwantedAsync(context, children, cancellationToken);
        return !isAnyDropped && applied.TrueForAll(one => one.Outcome == ApplyOutcome.Right);
    }

    /// <summary>A budget of a stream that has one pod again, a ServiceAccount whose role was taken out of the spec.</summary>
    /// <returns>Whether there was any.</returns>
    private async Task<bool> DropUnwantedAsync(ReconcileContext context, IReadOnlyList<OwnedResource> wanted, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var kind in _kinds.Where(kind => !wanted.Any(child => child.Kind == kind.Kind)))
        {
            isAny |= LiveOf(context, kind)?.Metadata is { DeletionTimestamp: null } live && await _resources.TryDropAsync(context, kind, live, cancellationToken);
        }

        return isAny;
    }

    /// <summary>The stream's object of a kind as a watch last showed it; null when none does.</summary>
    private IKubernetesObject<V1ObjectMeta>? LiveOf(ReconcileContext context, OwnedKind kind) => world.Owned[kind.Kind].Find(context.Key with { Name = kind.NameOf(context.Key.Name) });

    /// <summary>Objects are the same when they are one; words and numbers when they are equal.</summary>
    private sealed class SameThing : IEqualityComparer<object?>
    {
        public static readonly SameThing Instance = new();

        public new bool Equals(object? one, object? other) => ReferenceEquals(one, other) || (one is string or int && one.Equals(other));

        public int GetHashCode(object? thing) => 0;
    }
}
