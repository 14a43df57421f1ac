using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>SpecValid, second half: whether records of the table can carry the columns that the key template names.</summary>
internal sealed class ColumnStep(IStreamCatalog catalog, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.SpecValid;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var wanted = KeyTemplateColumns.In(context.Stream.Spec.Destination.KeyTemplate);
        if (wanted.Count == 0 || context.Addresses is not { Source: var source } || !context.Holds(Type))
        {
            return;
        }

        var columns = await FindAsync(context, source, wanted, cancellationToken);
        context.RequeueAfter(context.State.Columns.RetryIn);
        if (columns is null)
        {
            return;
        }

        var missing = MissingOf(wanted, columns);
        if (missing.Count == 0)
        {
            context.KeyColumns = wanted;
        }
        else
        {
            context.Set(new ConditionResult(Type, false, ConditionReasons.ColumnNotFound, string.Join(' ', missing.Select(name => ProblemOf(name, source, columns)))));
        }
    }

    private async Task<TableColumns?> FindAsync(ReconcileContext context, StreamAddress source, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await context.State.Columns.GetAsync(
                source,
                token => catalog.FindColumnsAsync(source, token),
                found => found is not null && MissingOf(wanted, found).Count > 0 ? KeepMissing : KeepFound,
                problem => observer.AwsFailed(context.Key, Type, problem),
                cancellationToken);
        }
        catch (AwsCallException)
        {
            // StreamResolved asks the same service and says what is wrong with it; of the columns nothing is known then.
            return null;
        }
    }

    private static IReadOnlyList<string> MissingOf(IReadOnlyList<string> wanted, TableColumns columns) => [.. wanted.Except(columns.Carried, StringComparer.Ordinal)];

    private static string ProblemOf(string name, StreamAddress source, TableColumns columns)
    {
        var why = columns.IsKeysOnly && columns.Names.Contains(name, StringComparer.Ordinal)
            ? $"records of a KEYS_ONLY stream do not carry column {name} of {source.Keyspace}.{source.Table}. Write a column of its key"
            : $"table {source.Keyspace}.{source.Table} has no column {name}. Write one that it has";
        return $"spec.destination.keyTemplate: {{column:{name}}}: {why}: {KeyTemplateColumns.Nearest(name, columns.Carried)}.";
    }
}
