using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>WorkloadReady, first half: makes ConfigMap, Service, Deployment and what else the stream needs, and mends what others changed.</summary>
internal sealed class OwnedResourcesStep(StreamWorld world, IClusterWriter writer, ReconcileDefaults defaults, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.WorkloadReady;

    private readonly ContestedFields _contested = new(writer);
    private readonly IReadOnlyList<OwnedKind> _kinds = OwnedKinds.Of(defaults.DisruptionBudgetVersion);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var image = context.Image ?? ImageOf(context.Deployment);
        if (!context.Holds(ConditionTypes.SpecValid) || context.StreamArn is not { } arn || image is null || (context.Deployment is null && !MayBegin(context)))
        {
            return;
        }

        (var settings, context.SettingsHash) = context.State.Settings.Of(context.Stream, defaults, arn);
        var columns = KeyColumnsOf(context);
        var seen = SeenOf(context, image, arn, string.Join(',', columns));
        if (context.State.LastAppliedInputs.SequenceEqual(seen, SameThing.Instance))
        {
            return;
        }

        context.State.LastAppliedInputs = [];
        var desired = new DesiredStream { Stream = context.Stream, Settings = settings, Image = image, Replicas = context.Replicas, KeyColumns = columns, DisruptionBudgetVersion = defaults.DisruptionBudgetVersion };
        try
        {
            var children = OwnedResources.Of(desired);
            var isInShape = true;
            foreach (var child in children)
            {
                var shape = await EnsureAsync(context, child, cancellationToken);
                if (shape == ApplyOutcome.Taken && child.Owned.IsReadByPods)
                {
                    // Pods would run with what somebody else wrote there.
                    return;
                }

                isInShape &= shape == ApplyOutcome.Right;
            }

            var isAnyDropped = await DropUnwantedAsync(context, children, cancellationToken);
            if (isInShape && !isAnyDropped)
            {
                context.State.LastAppliedInputs = seen;
            }
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            context.Set(new ConditionResult(Type, false, ConditionReasons.ApplyFailed, fault.Message));
            context.Error = problem;
        }
    }

    /// <summary>A stream's first pods wait until everything is in order. Once they run, they are kept in shape even while AWS cannot be asked.</summary>
    private static bool MayBegin(ReconcileContext context) =>
        context.Holds(ConditionTypes.StreamResolved)
        && context.Holds(ConditionTypes.CheckpointTableReady)
        && context.Find(ConditionTypes.DestinationReady) is { Holds: not false } and not { Holds: null, Reason: not ConditionReasons.AccessDenied }
        && context.Holds(ConditionTypes.ImageResolved);

    /// <summary>What was told to the pods stands while the table cannot be looked at: not knowing is no reason to replace them.</summary>
    private static IReadOnlyList<string> KeyColumnsOf(ReconcileContext context) =>
        context.KeyColumns ?? [.. (context.Deployment?.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Env?.FirstOrDefault(variable => variable.Name == PodEnvironment.KeyColumns)?.Value ?? "")
            .Split(',').Intersect(KeyTemplateColumns.In(context.Stream.Spec.Destination.KeyTemplate), StringComparer.Ordinal)];

    /// <summary>Everything that decides what this step does; the caches hold the same objects as long as nothing changes.</summary>
    private object?[] SeenOf(ReconcileContext context, string image, string arn, string columns) =>
    [
        context.Stream.Spec, image, arn, columns, context.Replicas,
        .. _kinds.Select(kind => LiveOf(context, kind)),
    ];

    private async Task<ApplyOutcome> EnsureAsync(ReconcileContext context, OwnedResource child, CancellationToken cancellationToken)
    {
        var live = world.Owned[child.Kind].Find(child.Key);
        // No watch has seen the name: it is free, or somebody else's, or has lost our labels.
        var stored = live is null ? await writer.FindAsync(child.Kind, child.Key, cancellationToken) : null;
        var metadata = live?.Metadata ?? (stored is null ? null : MetadataOf(stored));
        var isOrphan = metadata is not null && Ownership.IsOrphanOf(metadata, context.Stream);
        if (metadata is not null && !isOrphan && !Ownership.IsControlledBy(metadata, context.Stream))
        {
            context.Set(new ConditionResult(
                Type, false, ConditionReasons.NameTaken,
                $"{child.Kind} {child.Key} exists and is controlled by {Ownership.TextOf(metadata)}. Delete or rename it: the stream needs that name."));
            return ApplyOutcome.Taken;
        }

        var difference = live is not null ? DriftDetector.Compare(child, live) : stored is not null ? DriftDetector.Compare(child.Document, stored) : null;
        if (metadata is not null && difference is null)
        {
            // One that no watch shows may have changed by the next look; and a field that was contested may come back.
            return live is not null && !ContestedFields.MayComeBack(context, child) ? ApplyOutcome.Right : ApplyOutcome.Written;
        }

        if (isOrphan && !await MayTakeBackAsync(context, cancellationToken))
        {
            return ApplyOutcome.Taken;
        }

        if (metadata is not null && difference is not null && !await _contested.MayApplyAsync(context, child, difference, metadata.ResourceVersion, cancellationToken))
        {
            return ApplyOutcome.Written;
        }

        await writer.ApplyAsync(child.Kind, child.Key, child.Document, cancellationToken);
        observer.ChildApplied(context.Key, child.Kind.Plural, child.Key.Name, difference?.Path);
        var isContested = ContestedFields.Applied(context, child);
        context.IsRollingOut |= child.Kind == ResourceKinds.Deployments && IsOfPods(difference?.Path) && !isContested;
        return ApplyOutcome.Written;
    }

    /// <summary>Whether a difference may reach the pods: labels and annotations of the Deployment itself do not.</summary>
    private static bool IsOfPods(string? difference) =>
        difference?.StartsWith("metadata.", StringComparison.Ordinal) != true || difference.EndsWith(StreamAnnotations.DesiredHash, StringComparison.Ordinal);

    /// <summary>Whoever deletes a stream and orphans its objects wants them to stay: the cache may not have shown the deletion yet, and what is given an owner that is going goes with it.</summary>
    private async Task<bool> MayTakeBackAsync(ReconcileContext context, CancellationToken cancellationToken) =>
        await writer.FindAsync(ResourceKinds.Streams, context.Key, cancellationToken) is { } stored
        && MetadataOf(stored) is { DeletionTimestamp: null } metadata
        && metadata.Uid == context.Stream.Metadata.Uid;

    /// <summary>
    /// A budget of a stream that has one pod again, a ServiceAccount whose role was taken out of the spec; also one that an earlier stream of the name
    /// left behind, which the garbage collector may never follow up.
    /// </summary>
    /// <returns>Whether there was any.</returns>
    private async Task<bool> DropUnwantedAsync(ReconcileContext context, IReadOnlyList<OwnedResource> wanted, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var kind in _kinds.Where(kind => !wanted.Any(child => child.Kind == kind.Kind)))
        {
            if (LiveOf(context, kind)?.Metadata is { DeletionTimestamp: null } live && await MayDropAsync(context, live, cancellationToken))
            {
                await writer.DeleteAsync(kind.Kind, context.Key with { Name = live.Name }, live.Uid, version: null, cancellationToken);
                observer.ChildDeleted(context.Key, kind.Kind.Plural, live.Name);
                isAny = true;
            }
        }

        return isAny;
    }

    private async Task<bool> MayDropAsync(ReconcileContext context, V1ObjectMeta live, CancellationToken cancellationToken) =>
        Ownership.IsControlledBy(live, context.Stream) || (Ownership.IsOrphanOf(live, context.Stream) && await MayTakeBackAsync(context, cancellationToken));

    /// <summary>The stream's object of a kind as a watch last showed it; null when none does.</summary>
    private IKubernetesObject<V1ObjectMeta>? LiveOf(ReconcileContext context, OwnedKind kind) => world.Owned[kind.Kind].Find(context.Key with { Name = kind.NameOf(context.Key.Name) });

    private static V1ObjectMeta MetadataOf(JsonObject stored) => KubernetesJson.Deserialize<V1ObjectMeta>(stored["metadata"]!.ToJsonString()); // every object has one

    private static string? ImageOf(V1Deployment? deployment) => deployment?.Spec.Template.Spec.Containers.FirstOrDefault()?.Image;

    /// <summary>Objects are the same when they are one; words and numbers when they are equal.</summary>
    private sealed class SameThing : IEqualityComparer<object?>
    {
        public static readonly SameThing Instance = new();

        public new bool Equals(object? one, object? other) => ReferenceEquals(one, other) || (one is string or int && one.Equals(other));

        public int GetHashCode(object? thing) => 0;
    }
}
