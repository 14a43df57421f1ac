using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>
/// SpecValid: says everything that is wrong with the spec, and refuses another region, the operator's own ServiceAccount, columns that the table lacks,
/// and a stream that another one stands in the way of.
/// </summary>
internal sealed class SpecStage(StreamWorld world, ReconcileDefaults defaults)
{
    private const string Type = ConditionTypes.SpecValid;
    private const string DefaultAccount = "default"; // https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts
    private static readonly TimeSpan WhileRefused = TimeSpan.FromSeconds(30);

    private readonly StreamConflicts _conflicts = new(defaults.Region);

    /// <summary>What the spec says by itself.</summary>
    public SpecCheck Check(ReconcileContext context)
    {
        var addresses = AddressesOf(context);
        return new SpecCheck { Addresses = addresses, Problem = ProblemOf(context, addresses) };
    }

    /// <summary>The verdict, once AWS has told of columns and table.</summary>
    public SpecResult Decide(ReconcileContext context, SpecCheck check, AwsResult aws)
    {
        if ((check.Problem ?? SchemaProblem(context, aws.Schema.Found) ?? aws.Columns.Condition) is { } problem)
        {
            return new SpecResult { Addresses = check.Addresses, SpecValid = problem };
        }

        return _conflicts.Find(context.Stream, TableHold.Of(aws.Table.Found, context, defaults), world.Streams) is { } rival
            ? new SpecResult { Addresses = check.Addresses, SpecValid = rival.Result, RequeueAfter = WhileRefused }
            : new SpecResult { Addresses = check.Addresses, SpecValid = new ConditionResult(Type, true, ConditionReasons.Valid, "Spec is valid.") };
    }

    /// <summary>What the columns of the table say of the spec.</summary>
    private ConditionResult? SchemaProblem(ReconcileContext context, TableSchema? schema) =>
        schema is not null && context.State.Settings.ProblemsOf(context.Stream, defaults.Region, schema) is { Count: > 0 } problems
            ? new ConditionResult(Type, false, ConditionReasons.InvalidSpec, string.Join(' ', problems.Select(problem => problem.Text)))
            : null;

    private ConditionResult? ProblemOf(ReconcileContext context, StreamAddresses? addresses)
    {
        var problems = context.State.Settings.ProblemsOf(context.Stream, defaults.Region).Select(problem => problem.Text).Concat(OwnAccount(context)).ToArray();
        var refused = addresses is null ? [] : RefusedEndpoints.In(addresses, defaults.AllowedEndpoints).Select(problem => problem.Text).ToArray();
        return problems.Length > 0 ? new ConditionResult(Type, false, ConditionReasons.InvalidSpec, string.Join(' ', problems.Concat(refused)))
            : refused.Length > 0 ? new ConditionResult(Type, false, ConditionReasons.EndpointNotAllowed, string.Join(' ', refused))
            : OtherRegion(context);
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
