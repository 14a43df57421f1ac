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

    public async Task RunAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        var image = run.Image ?? ImageOf(run.Deployment);
        if (!run.Holds(ConditionTypes.SpecValid) || run.StreamArn is not { } arn || image is null || (run.Deployment is null && !MayBegin(run)))
        {
            return;
        }

        (var settings, run.SettingsHash) = run.State.Settings.Of(run.Stream, defaults, arn);
        var columns = KeyColumnsOf(run);
        var seen = SeenOf(run, image, arn, string.Join(',', columns));
        if (run.State.LastAppliedInputs.SequenceEqual(seen, SameThing.Instance))
        {
            return;
        }

        run.State.LastAppliedInputs = [];
        var desired = new DesiredStream { Stream = run.Stream, Settings = settings, Image = image, Replicas = run.Replicas, KeyColumns = columns, DisruptionBudgetVersion = defaults.DisruptionBudgetVersion };
        try
        {
            var children = OwnedResources.Of(desired);
            var isInShape = true;
            foreach (var child in children)
            {
                var shape = await EnsureAsync(run, child, cancellationToken);
                if (shape == ApplyOutcome.Taken && child.Owned.IsReadByPods)
                {
                    // Pods would run with what somebody else wrote there.
                    return;
                }

                isInShape &= shape == ApplyOutcome.Right;
            }

            var isAnyDropped = await DropUnwantedAsync(run, children, cancellationToken);
            if (isInShape && !isAnyDropped)
            {
                run.State.LastAppliedInputs = seen;
            }
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            run.Set(new ConditionResult(Type, false, ConditionReasons.ApplyFailed, fault.Message));
            run.Error = problem;
        }
    }

    /// <summary>A stream's first pods wait until everything is in order. Once they run, they are kept in shape even while AWS cannot be asked.</summary>
    private static bool MayBegin(ReconcileContext run) =>
        run.Holds(ConditionTypes.StreamResolved)
        && run.Holds(ConditionTypes.CheckpointTableReady)
        && run.Find(ConditionTypes.DestinationReady) is { Holds: not false } and not { Holds: null, Reason: not ConditionReasons.AccessDenied }
        && run.Holds(ConditionTypes.ImageResolved);

    /// <summary>What was told to the pods stands while the table cannot be looked at: not knowing is no reason to replace them.</summary>
    private static IReadOnlyList<string> KeyColumnsOf(ReconcileContext run) =>
        run.KeyColumns ?? [.. (run.Deployment?.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Env?.FirstOrDefault(variable => variable.Name == PodEnvironment.KeyColumns)?.Value ?? "")
            .Split(',').Intersect(KeyTemplateColumns.In(run.Stream.Spec.Destination.KeyTemplate), StringComparer.Ordinal)];

    /// <summary>Everything that decides what this step does; the caches hold the same objects as long as nothing changes.</summary>
    private object?[] SeenOf(ReconcileContext run, string image, string arn, string columns) =>
    [
        run.Stream.Spec, image, arn, columns, run.Replicas,
        .. _kinds.Select(kind => LiveOf(run, kind)),
    ];

    private async Task<ApplyOutcome> EnsureAsync(ReconcileContext run, OwnedResource child, CancellationToken cancellationToken)
    {
        var live = world.Owned[child.Kind].Find(child.Key);
        // No watch has seen the name: it is free, or somebody else's, or has lost our labels.
        var stored = live is null ? await writer.FindAsync(child.Kind, child.Key, cancellationToken) : null;
        var metadata = live?.Metadata ?? (stored is null ? null : MetadataOf(stored));
        var isOrphan = metadata is not null && Ownership.IsOrphanOf(metadata, run.Stream);
        if (metadata is not null && !isOrphan && !Ownership.IsControlledBy(metadata, run.Stream))
        {
            run.Set(new ConditionResult(
                Type, false, ConditionReasons.NameTaken,
                $"{child.Kind} {child.Key} exists and is controlled by {Ownership.TextOf(metadata)}. Delete or rename it: the stream needs that name."));
            return ApplyOutcome.Taken;
        }

        var difference = live is not null ? DriftDetector.Compare(child, live) : stored is not null ? DriftDetector.Compare(child.Document, stored) : null;
        if (metadata is not null && difference is null)
        {
            // One that no watch shows may have changed by the next look; and a field that was contested may come back.
            return live is not null && !ContestedFields.MayComeBack(run, child) ? ApplyOutcome.Right : ApplyOutcome.Written;
        }

        if (isOrphan && !await MayTakeBackAsync(run, cancellationToken))
        {
            return ApplyOutcome.Taken;
        }

        if (metadata is not null && difference is not null && !await _contested.MayApplyAsync(run, child, difference, metadata.ResourceVersion, cancellationToken))
        {
            return ApplyOutcome.Written;
        }

        await writer.ApplyAsync(child.Kind, child.Key, child.Document, cancellationToken);
        observer.ChildApplied(run.Key, child.Kind.Plural, child.Key.Name, difference?.Path);
        var isContested = ContestedFields.Applied(run, child);
        run.IsRollingOut |= child.Kind == ResourceKinds.Deployments && IsOfPods(difference?.Path) && !isContested;
        return ApplyOutcome.Written;
    }

    /// <summary>Whether a difference may reach the pods: labels and annotations of the Deployment itself do not.</summary>
    private static bool IsOfPods(string? difference) =>
        difference?.StartsWith("metadata.", StringComparison.Ordinal) != true || difference.EndsWith(StreamAnnotations.DesiredHash, StringComparison.Ordinal);

    /// <summary>Whoever deletes a stream and orphans its objects wants them to stay: the cache may not have shown the deletion yet, and what is given an owner that is going goes with it.</summary>
    private async Task<bool> MayTakeBackAsync(ReconcileContext run, CancellationToken cancellationToken) =>
        await writer.FindAsync(ResourceKinds.Streams, run.Key, cancellationToken) is { } stored
        && MetadataOf(stored) is { DeletionTimestamp: null } metadata
        && metadata.Uid == run.Stream.Metadata.Uid;

    /// <summary>
    /// A budget of a stream that has one pod again, a ServiceAccount whose role was taken out of the spec; also one that an earlier stream of the name
    /// left behind, which the garbage collector may never follow up.
    /// </summary>
    /// <returns>Whether there was any.</returns>
    private async Task<bool> DropUnwantedAsync(ReconcileContext run, IReadOnlyList<OwnedResource> wanted, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var kind in _kinds.Where(kind => !wanted.Any(child => child.Kind == kind.Kind)))
        {
            if (LiveOf(run, kind)?.Metadata is { DeletionTimestamp: null } live && await MayDropAsync(run, live, cancellationToken))
            {
                await writer.DeleteAsync(kind.Kind, run.Key with { Name = live.Name }, live.Uid, cancellationToken);
                observer.ChildDeleted(run.Key, kind.Kind.Plural, live.Name);
                isAny = true;
            }
        }

        return isAny;
    }

    private async Task<bool> MayDropAsync(ReconcileContext run, V1ObjectMeta live, CancellationToken cancellationToken) =>
        Ownership.IsControlledBy(live, run.Stream) || (Ownership.IsOrphanOf(live, run.Stream) && await MayTakeBackAsync(run, cancellationToken));

    /// <summary>The stream's object of a kind as a watch last showed it; null when none does.</summary>
    private IKubernetesObject<V1ObjectMeta>? LiveOf(ReconcileContext run, OwnedKind kind) => world.Owned[kind.Kind].Find(run.Key with { Name = kind.NameOf(run.Key.Name) });

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
