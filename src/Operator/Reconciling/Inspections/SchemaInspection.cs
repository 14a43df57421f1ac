using System.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>
/// The columns of the table with their types, for shapes that need them. What was known counts while the table cannot be looked at, also that which an operator before
/// this one wrote into the pods' settings: not knowing is no reason to replace pods.
/// </summary>
internal sealed class SchemaInspection(StreamWorld world, IStreamCatalog catalog, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.StreamResolved;

    /// <summary>A new column is typed soon: this, and the time that it takes to replace the pods.</summary>
    private static readonly TimeSpan KeepFound = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(20);

    private readonly AwsInspector _inspector = new(observer);

    /// <returns>The schema that is known; nothing for a stream that needs none. The condition says why it cannot be looked at.</returns>
    public async Task<Inspection<TableSchema>> RunAsync(ReconcileContext context, StreamAddress source, CancellationToken cancellationToken)
    {
        if (!context.Stream.Spec.Destination.NeedsSchema())
        {
            return new Inspection<TableSchema>();
        }

        var question = new AwsQuestion<StreamAddress, TableSchema?>
        {
            Type = Type,
            Answers = context.State.SchemaAnswers,
            Key = source,
            Ask = token => catalog.FindSchemaAsync(source, token),
            KeepFor = found => found is null ? KeepMissing : KeepFound,
        };
        return await _inspector.InspectAsync(
            context, question, found => ResultOf(context, source, found), problem => KnownOf(context, source) with { Condition = AwsConditions.Of(Type, problem) }, cancellationToken);
    }

    private Inspection<TableSchema> ResultOf(ReconcileContext context, StreamAddress source, TableSchema? found)
    {
        if (found is null)
        {
            // A table that is not active is answered like a missing one.
            var known = KnownOf(context, source);
            return known.Found is not null ? known : known with
            {
                Condition = new ConditionResult(
                    Type, false, ConditionReasons.SourceTableNotFound, $"There is no table {source}, or it is not active yet: spec.destination.record needs the types of its columns. Check spec.source, and the account of the operator's role."),
            };
        }

        var schema = context.State.Schema.Keep(source, found.InOrder());
        return new Inspection<TableSchema> { Found = schema, Events = [.. WarningsOf(context, source, schema)] };
    }

    private Inspection<TableSchema> KnownOf(ReconcileContext context, StreamAddress source) =>
        new() { Found = context.State.Schema.Of(source) ?? (ToldOf(context, source) is { } told ? context.State.Schema.Keep(source, told) : null) };

    /// <summary>What the pods were told, if it was of this table.</summary>
    private TableSchema? ToldOf(ReconcileContext context, StreamAddress source)
    {
        var live = world.Owned[ResourceKinds.ConfigMaps].Find(context.Key with { Name = OwnedResourceNames.Settings(context.Key.Name) }) as V1ConfigMap;
        return live is not null
            && (Ownership.IsControlledBy(live.Metadata, context.Stream) || Ownership.IsOrphanOf(live.Metadata, context.Stream))
            && live.Data is { } data && data.TryGetValue(ConfigMapBuilder.FileName, out var document)
            && SettingsDocument.Read(Encoding.UTF8.GetBytes(document)).Settings?.Source is { } told
            && (told.Region, told.Keyspace, told.Table) == (source.Region, source.Keyspace, source.Table)
                ? told.Schema
                : null;
    }

    /// <summary>Columns that pods of this version write as they come are told once.</summary>
    private static IEnumerable<StreamEvent> WarningsOf(ReconcileContext context, StreamAddress source, TableSchema schema)
    {
        var types = new CqlTypeParser(schema.Types);
        var unread = schema.Columns.Where(column => types.Find(column.Type) is null).Select(column => $"{column.Name} ({column.Type})").ToArray();
        var note = $"The types of columns of {source} are not known to this version: {string.Join(", ", unread)}. Their values are written to _unmapped.";
        return unread.Length > 0 && context.State.ReportedWarnings.Add(note)
            ? [context.EventOf(isWarning: true, "ColumnsUnmapped", "ReadSchema", note)]
            : [];
    }
}
