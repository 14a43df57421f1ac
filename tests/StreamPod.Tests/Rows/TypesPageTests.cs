using System.Text;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Tests.Values;
using KeyspacesStreamer.StreamPod.Values;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Tests.Rows;

/// <summary>The page of types says what the formats and shapes really make of the reference values; UPDATE_GOLDEN=1 writes it.</summary>
public sealed class TypesPageTests
{
    private const string Page = "docs/types.md";

    [Fact]
    public void Page_IsWhatTheEncodersGive() => GoldenFile.Compare(Page, Text());

    private static string Text()
    {
        var text = new StringBuilder("""
            # Types

            What becomes of each CQL type in rows, the records `Flat` and `Debezium`. Made by the tests from the encoders themselves and from the reference values of `tests/Golden/types`, which readers of other makes
            find again in the files: `UPDATE_GOLDEN=1` writes this page.

            A column has the same type in both records: by its own name in `Flat` and below `_old`, and below `before` and `after` in `Debezium`. Every field but those of the key may be null. With options, `as` and `decimal` of
            [`destination.columns`](resource.md) are meant; they hold for elements, keys and fields too.

            | CQL type | options | Parquet | Avro | a value as the stream has it | in a line of `Flat` | in a line of `Debezium` |
            |---|---|---|---|---|---|---|

            """);
        foreach (var sample in Samples())
        {
            var (flat, debezium) = (RowsOf(sample, RecordShape.Flat), RowsOf(sample, RecordShape.Debezium));
            var field = flat.Schema.Row.Children.Single(child => child.Name == sample.Name);
            string[] cells =
            [
                $"`{sample.Type}`",
                OptionsOf(sample),
                TypeNames.ParquetOf(flat.Schema, field),
                TypeNames.AvroOf(flat.Schema, field),
                $"`{sample.Wire!.ToJsonString(TypeNames.Readable)}`", // chosen for having one
                $"`{LineOf(flat, sample)[sample.Name]!.ToJsonString(TypeNames.Readable)}`",
                $"`{LineOf(debezium, sample)["after"]![sample.Name]!.ToJsonString(TypeNames.Readable)}`",
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        text.Append("""

            ## Forms on the wire

            The service documents the text of a value only in part, so each form that Cassandra's tools write is read, and so is a value in the member of another type of the same family. `/status` of a pod names the forms that rows have met. A value in no form of its type is an unreadable record
            ([decision 0028](decisions/0028-typed-rows.md)).

            | CQL type | form | a value as the stream has it | in a line |
            |---|---|---|---|

            """);
        foreach (var (sample, form, line) in WireForms())
        {
            text.Append("| ").AppendJoin(" | ", $"`{sample.Type}`", form, $"`{sample.Wire!.ToJsonString(TypeNames.Readable)}`", $"`{line}`").Append(" |\n"); // chosen for having one
        }

        return text.ToString();
    }

    /// <summary>Of each type without parts the first value in each member and each form.</summary>
    private static IEnumerable<(TypeCase Sample, string Form, string Line)> WireForms() => TypeDocument.Cases
        .Where(value => value.Options is null && value.Wire is JsonObject wire && wire.First().Value is JsonValue member && $"{member}".Length is > 0 and < 60 && !$"{member}".Any(char.IsControl))
        .Select(value => (Sample: value, Forms: new ValueForms(NullLogger.Instance)))
        .Select(value => (value.Sample, Line: LineOf(RowsOf(value.Sample, RecordShape.Flat, value.Forms), value.Sample)[value.Sample.Name]?.ToJsonString(TypeNames.Readable) ?? "null", value.Forms))
        .Select(value => (value.Sample, Form: FormOf(value.Sample, value.Forms), value.Line))
        .DistinctBy(value => (value.Sample.Type, value.Sample.Wire!.AsObject().First().Key, value.Form)) // chosen for having one
        .OrderBy(value => value.Sample.Type, StringComparer.Ordinal);

    /// <summary>What the type has several of, or the member where it is another's.</summary>
    private static string FormOf(TypeCase sample, ValueForms forms)
    {
        var member = sample.Wire!.AsObject().First().Key; // chosen for having one
        var isOwn = member == (sample.Type == "boolean" ? "boolT" : $"{sample.Type}T");
        return string.Join(", ", [.. forms.Met, .. isOwn ? Array.Empty<string>() : [$"in the member `{member}`"]]);
    }

    /// <summary>Of each type and options the first value that is not empty, but for types whose names alone would fill the page.</summary>
    private static IEnumerable<TypeCase> Samples() => TypeDocument.Cases
        .Where(value => value.Type.Length < 40 && value.Wire is JsonObject wire && wire.First().Value is not null and not JsonArray { Count: 0 } and not JsonObject { Count: 0 } && $"{wire.First().Value}".Length is > 0 and < 200)
        .Where(value => !value.Type.Contains('"', StringComparison.Ordinal))
        .DistinctBy(value => (value.Type, OptionsOf(value)));

    private static string OptionsOf(TypeCase sample) =>
        sample.Options is null ? "" : sample.Options.Decimal is { } digits ? $"`decimal: {{precision: {digits.Precision}, scale: {digits.Scale}}}`" : $"`as: {sample.Options.As}`";

    private static IRowShape RowsOf(TypeCase sample, RecordShape shape, ValueForms? forms = null)
    {
        var layout = ObjectLayout.Of(TestPod.Settings with
        {
            Source = TestPod.Settings.Source with { Schema = TypeDocument.SchemaOf(sample) },
            Destination = TestPod.Settings.Destination with { Record = shape, Columns = TypeDocument.OptionsOf(sample) },
        });
        return RowShapes.Of(layout, StreamRecords.Stream, StreamRecords.Shard("a"), 0, forms ?? new ValueForms(NullLogger.Instance));
    }

    private static JsonNode LineOf(IRowShape rows, TypeCase sample)
    {
        using var output = new SegmentedBuffer();
        using var writer = ObjectFormats.Of(ObjectFormat.JsonLines, ObjectCompression.None, rows).Open(output);
        writer.Append(new ChangeRecord(TypeDocument.RecordOf(sample), "1"u8.ToArray(), "0"u8.ToArray(), LeaseSamples.Noon));
        writer.Complete();
        return JsonNode.Parse(output.AsSequence().ToArray())!;
    }
}
