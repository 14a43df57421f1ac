using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>SpecValid: says everything that is wrong with the spec, and refuses another region and the operator's own ServiceAccount.</summary>
internal sealed class SpecStep(ReconcileDefaults defaults) : IReconcileStep
{
    private const string Type = ConditionTypes.SpecValid;
    private const string DefaultAccount = "default"; // https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts

    public Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        context.Addresses = AddressesOf(context);
        context.Set(ResultOf(context));
        return Task.CompletedTask;
    }

    private ConditionResult ResultOf(ReconcileContext context)
    {
        var problems = context.State.Settings.ProblemsOf(context.Stream, defaults.Region).Select(problem => problem.Text).Concat(OwnAccount(context)).ToArray();
        var refused = context.Addresses is { } addresses ? RefusedEndpoints.In(addresses, defaults.AllowedEndpoints).Select(problem => problem.Text).ToArray() : [];
        return problems.Length > 0 ? new ConditionResult(Type, false, ConditionReasons.InvalidSpec, string.Join(' ', problems.Concat(refused)))
            : refused.Length > 0 ? new ConditionResult(Type, false, ConditionReasons.EndpointNotAllowed, string.Join(' ', refused))
            : OtherRegion(context) ?? new ConditionResult(Type, true, ConditionReasons.Valid, "Spec is valid.");
    }

    /// <summary>A pod with the operator's ServiceAccount has the operator's AWS role and its rights in the cluster.</summary>
    private IEnumerable<string> OwnAccount(ReconcileContext context)
    {
        var (pod, name) = (context.Stream.Spec.Pod, context.Key.Name);
        var account = pod.ServiceAccountName ?? (pod.RoleArn is null ? DefaultAccount : OwnedResourceNames.ServiceAccount(name));
        if (defaults.OwnAccount == context.Key with { Name = account })
        {
            yield return $"spec.pod.serviceAccountName is '{account}', the operator's own ServiceAccount{(pod.ServiceAccountName is null ? " when it is left out" : "")}: its AWS role and its rights are not for pods of a stream; "
                + "write another ServiceAccount, or write the stream into another namespace.";
        }
    }

    /// <summary>The place in the stream stays in the region where it was begun; another one would begin at an empty table.</summary>
    private ConditionResult? OtherRegion(ReconcileContext context)
    {
        if (context.Stream.Status?.Region is not { } begun || (context.Stream.Spec.Source.Region ?? defaults.Region) is var region && region == begun)
        {
            return null;
        }

        return new ConditionResult(Type, false, ConditionReasons.RegionChanged, context.Stream.Spec.Source.Region is null
            ? $"The stream is read in {begun}, and the operator's AWS_REGION, which holds because spec.source.region is left out, is {defaults.Region} now. Write spec.source.region: {begun} to go on there, or give the operator its former AWS_REGION."
            : $"The stream is read in {begun}, and spec.source.region is {region} now. Write spec.source.region: {begun} to go on there; to read the table of {region}, make a new KeyspacesCdcStream.");
    }

    /// <summary>Whatever else is wrong, a deletion must know where the table is: in the region in which the stream was begun.</summary>
    private StreamAddresses? AddressesOf(ReconcileContext context)
    {
        try
        {
            return StreamAddresses.Of(context.Stream.Spec, context.Stream.Status?.Region ?? defaults.Region);
        }
        catch (InvalidSpecException)
        {
            // It is among the problems that are told.
            return null;
        }
    }
}
