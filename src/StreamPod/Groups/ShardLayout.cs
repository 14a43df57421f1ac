using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Transforms;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>What one shard's records are transformed, named and encoded by, made once from a layout.</summary>
internal sealed class ShardLayout
{
    public required ObjectNaming Naming { get; init; }

    public required IObjectFormat Format { get; init; }

    /// <summary>A record as one line, as it came; null when records are written as rows.</summary>
    public IRecordShape? Lines { get; init; }

    /// <summary>Null when records are written as they come.</summary>
    public IRecordTransform? Transform { get; init; }

    /// <summary>For records that cannot be encoded.</summary>
    public required QuarantineEncoder Quarantine { get; init; }

    /// <param name="layout">The layout of the settings, or of a pending group.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="lineage">The shard's place among those that it continues.</param>
    /// <param name="forms">Takes note of how values are written on the wire.</param>
    /// <param name="transformOf">Makes the transform that a layout names. Without it, those of this version.</param>
    /// <param name="rowGroupBytes">Bytes of a row group of Parquet.</param>
    /// <exception cref="FormatException">The layout's key template is not valid.</exception>
    /// <exception cref="NotSupportedException">This version has no such format, shape, compression or transform.</exception>
    public static ShardLayout Of(ObjectLayout layout, TableStream stream, ShardId shardId, int lineage, ValueForms forms, Func<ObjectLayout, IRecordTransform?>? transformOf = null, long rowGroupBytes = ParquetFormat.RowGroupBytes)
    {
        if (!KeyTemplate.TryParse(layout.KeyTemplate, out var template, out var problems))
        {
            throw new FormatException($"Key template '{layout.KeyTemplate}': {string.Join(' ', problems)}");
        }

        var file = ObjectFormats.FileOf(layout.Format, layout.Compression);
        var rows = layout.HoldsRows ? RowShapes.Of(layout, stream, shardId, lineage, forms) : null;
        var lines = rows is null ? ObjectFormats.ShapeOf(layout.Record, stream, shardId, layout.RecordMetadata) : null;
        return new ShardLayout
        {
            Naming = new ObjectNaming(file.TemplateOf(template), layout.Prefix, stream, shardId, file.Ending, layout.KeyRules),
            Format = rows is null ? ObjectFormats.Of(layout.Format, lines!) : ObjectFormats.Of(layout.Format, layout.Compression, rows, rowGroupBytes), // lines, where there are no rows
            Lines = lines,
            Transform = (transformOf ?? RecordTransforms.Of)(layout),
            Quarantine = new QuarantineEncoder(shardId),
        };
    }
}
