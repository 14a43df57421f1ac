using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Desired;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>WorkloadReady, first half: makes ConfigMap, Service, Deployment and what else the stream needs, and mends what others changed.</summary>
internal sealed class ChildrenStep(StreamWorld world, IClusterWriter writer, ReconcileDefaults defaults, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.WorkloadReady;

    public async Task RunAsync(ReconcileRun run, CancellationToken cancellationToken)
    {
        var image = run.Image ?? ImageOf(run.Deployment);
        if (!run.Holds(ConditionTypes.SpecValid) || run.StreamArn is not { } arn || image is null || (run.Deployment is null && !MayBegin(run)))
        {
            return;
        }

        var settings = SettingsBuilder.Of(run.Stream, defaults.Region, arn);
        run.SettingsHash = SettingsHash.Of(settings);
        var desired = new DesiredStream { Stream = run.Stream, Settings = settings, Image = image, Replicas = run.Replicas, DisruptionBudgetVersion = defaults.DisruptionBudgetVersion };
        try
        {
            var children = Children.Of(desired);
            foreach (var child in children)
            {
                await EnsureAsync(run, child, cancellationToken);
            }

            await DropUnwantedAsync(run, children, cancellationToken);
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            run.Judge(new Judgement(Type, false, ConditionReasons.ApplyFailed, fault.Message));
            run.Problem = problem;
        }
    }

    /// <summary>A stream's first pods wait until everything is in order. Once they run, they are kept in shape even while AWS cannot be asked.</summary>
    private static bool MayBegin(ReconcileRun run) =>
        run.Holds(ConditionTypes.StreamResolved)
        && run.Holds(ConditionTypes.CheckpointTableReady)
        && run.Find(ConditionTypes.DestinationReady) is { Holds: not false } and not { Holds: null, Reason: not ConditionReasons.AccessDenied }
        && run.Holds(ConditionTypes.ImageResolved);

    private async Task EnsureAsync(ReconcileRun run, Child child, CancellationToken cancellationToken)
    {
        var live = Find(child);
        // No watch has seen the name: it is free, or somebody else's, or has lost our labels.
        var stored = live is null ? await writer.FindAsync(child.Kind, child.Key, cancellationToken) : null;
        var metadata = live?.Metadata ?? (stored is null ? null : MetadataOf(stored));
        var isOrphan = metadata is not null && Ownership.IsOrphanOf(metadata, run.Stream);
        if (metadata is not null && !isOrphan && !Ownership.IsControlledBy(metadata, run.Stream))
        {
            run.Judge(new Judgement(
                Type, false, ConditionReasons.NameTaken,
                $"{child.Kind} {child.Key} exists and is controlled by {Ownership.TextOf(metadata)}. Delete or rename it: the stream needs that name."));
            return;
        }

        var difference = live is not null ? Likeness.FirstDifference(child, live) : stored is not null ? Likeness.FirstDifference(child.Document, stored) : null;
        if (metadata is not null && difference is null)
        {
            return;
        }

        if (isOrphan && !await MayTakeBackAsync(run, cancellationToken))
        {
            return;
        }

        await writer.ApplyAsync(child.Kind, child.Key, child.Document, cancellationToken);
        observer.ChildApplied(run.Key, child.Kind.Plural, child.Key.Name, difference);
    }

    /// <summary>Whoever deletes a stream and orphans its objects wants them to stay: the cache may not have shown the deletion yet, and what is given an owner that is going goes with it.</summary>
    private async Task<bool> MayTakeBackAsync(ReconcileRun run, CancellationToken cancellationToken) =>
        await writer.FindAsync(ResourceKinds.Streams, run.Key, cancellationToken) is { } stored
        && MetadataOf(stored) is { DeletionTimestamp: null } metadata
        && metadata.Uid == run.Stream.Metadata.Uid;

    /// <summary>A budget of a stream that has one pod again, a ServiceAccount whose role was taken out of the spec.</summary>
    private async Task DropUnwantedAsync(ReconcileRun run, IReadOnlyList<Child> wanted, CancellationToken cancellationToken)
    {
        var possible = new List<(ResourceKind Kind, V1ObjectMeta? Live)>
        {
            (ResourceKinds.ServiceAccounts, world.ServiceAccounts.Find(run.Key with { Name = ChildNames.ServiceAccount(run.Key.Name) })?.Metadata),
        };
        if (defaults.DisruptionBudgetVersion is { } version)
        {
            possible.Add((ResourceKinds.DisruptionBudgets(version), world.DisruptionBudgets.Find(run.Key with { Name = ChildNames.DisruptionBudget(run.Key.Name) })?.Metadata));
        }

        foreach (var (kind, live) in possible)
        {
            if (live is { DeletionTimestamp: null } && Ownership.IsControlledBy(live, run.Stream) && !wanted.Any(child => child.Kind == kind))
            {
                await writer.DeleteAsync(kind, run.Key with { Name = live.Name }, live.Uid, cancellationToken);
                observer.ChildDeleted(run.Key, kind.Plural, live.Name);
            }
        }
    }

    private IKubernetesObject<V1ObjectMeta>? Find(Child child) => child.Kind.Plural switch
    {
        "deployments" => world.Deployments.Find(child.Key),
        "configmaps" => world.ConfigMaps.Find(child.Key),
        "services" => world.Services.Find(child.Key),
        "serviceaccounts" => world.ServiceAccounts.Find(child.Key),
        "poddisruptionbudgets" => world.DisruptionBudgets.Find(child.Key),
        var unknown => throw new ArgumentOutOfRangeException(nameof(child), unknown, "A kind that is watched expected."),
    };

    private static V1ObjectMeta MetadataOf(JsonObject stored) => KubernetesJson.Deserialize<V1ObjectMeta>(stored["metadata"]!.ToJsonString()); // every object has one

    private static string? ImageOf(V1Deployment? deployment) => deployment?.Spec.Template.Spec.Containers.FirstOrDefault()?.Image;
}
