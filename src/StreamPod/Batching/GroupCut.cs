using KeyspacesStreamer.StreamPod.Encoding;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Batching;

/// <summary>What one shard's records are named and encoded by, made once from a layout.</summary>
internal sealed class GroupCut
{
    private GroupCut(ObjectNaming naming, IRecordEncoder encoder, QuarantineEncoder quarantine) =>
        (Naming, Encoder, Quarantine) = (naming, encoder, quarantine);

    public ObjectNaming Naming { get; }

    public IRecordEncoder Encoder { get; }

    /// <summary>For records that cannot be encoded.</summary>
    public QuarantineEncoder Quarantine { get; }

    /// <exception cref="FormatException">The layout's key template is not valid.</exception>
    public static GroupCut Of(ObjectLayout layout, TableStream stream, ShardId shardId)
    {
        if (!KeyTemplate.TryParse(layout.KeyTemplate, out var template, out var problems))
        {
            throw new FormatException($"Key template '{layout.KeyTemplate}': {string.Join(' ', problems)}");
        }

        var suffix = layout.Compression == Contracts.Settings.ObjectCompression.None ? "" : ".gz";
        return new GroupCut(
            new ObjectNaming(template, layout.Prefix, stream, shardId, suffix, layout.KeyRules),
            new NativeRecordEncoder(stream, shardId, layout.RecordMetadata),
            new QuarantineEncoder(shardId));
    }
}
