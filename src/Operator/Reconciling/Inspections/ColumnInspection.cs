using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>Whether records of the table can carry the columns that the key template names.</summary>
internal sealed class ColumnInspection(IStreamCatalog catalog, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.SpecValid;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);

    private readonly AwsInspector _inspector = new(observer);

    public async Task<Inspection<IReadOnlyList<string>>> RunAsync(ReconcileContext context, StreamAddress source, CancellationToken cancellationToken)
    {
        var wanted = KeyTemplateColumns.In(context.Stream.Spec.Destination.KeyTemplate);
        if (wanted.Count == 0)
        {
            return new Inspection<IReadOnlyList<string>>();
        }

        var question = new AwsQuestion<StreamAddress, TableColumns?>
        {
            Type = Type,
            Answers = context.State.Columns,
            Key = source,
            Ask = token => catalog.FindColumnsAsync(source, token),
            KeepFor = found => found is not null && MissingOf(wanted, found).Count > 0 ? KeepMissing : KeepFound,
        };
        return await _inspector.InspectAsync(
            context,
            question,
            columns => ResultOf(source, wanted, columns),
            // StreamResolved asks the same service and says what is wrong with it; of the columns nothing is known then.
            _ => new Inspection<IReadOnlyList<string>>(),
            cancellationToken);
    }

    private static Inspection<IReadOnlyList<string>> ResultOf(StreamAddress source, IReadOnlyList<string> wanted, TableColumns? columns)
    {
        if (columns is null)
        {
            return new Inspection<IReadOnlyList<string>>();
        }

        var missing = MissingOf(wanted, columns);
        return missing.Count == 0
            ? new Inspection<IReadOnlyList<string>> { Found = wanted }
            : new Inspection<IReadOnlyList<string>>
            {
                Condition = new ConditionResult(Type, false, ConditionReasons.ColumnNotFound, string.Join(' ', missing.Select(name => ProblemOf(name, source, columns)))),
            };
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
