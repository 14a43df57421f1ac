using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>SpecValid: says everything that is wrong with the spec, and refuses a stream that an older one stands in the way of.</summary>
internal sealed class SpecStep(StreamWorld world, ReconcileDefaults defaults) : IReconcileStep
{
    private const string Type = ConditionTypes.SpecValid;
    private static readonly TimeSpan WhileRefused = TimeSpan.FromSeconds(30);

    private readonly Duplicates _duplicates = new(defaults.Region);

    public Task RunAsync(ReconcileRun run, CancellationToken cancellationToken)
    {
        run.Addresses = AddressesOf(run);
        var problems = run.Memory.Settings.ProblemsOf(run.Stream, defaults.Region);
        if (problems.Count > 0)
        {
            run.Judge(new Judgement(Type, false, ConditionReasons.InvalidSpec, string.Join(' ', problems.Select(problem => problem.Text))));
            return Task.CompletedTask;
        }

        if (_duplicates.OlderThan(run.Stream, world.Streams.All()) is { } duplicate)
        {
            run.Judge(duplicate.Judgement);
            run.LookAgainAfter(WhileRefused);
        }
        else
        {
            run.Judge(new Judgement(Type, true, ConditionReasons.Valid, "Nothing is wrong with the spec."));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whatever else is wrong, a deletion must know where the table is.</summary>
    private StreamAddresses? AddressesOf(ReconcileRun run)
    {
        try
        {
            return StreamAddresses.Of(run.Stream.Spec, defaults.Region);
        }
        catch (InvalidSpecException)
        {
            // It is among the problems that are told.
            return null;
        }
    }
}
