using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>An object whose records are encoded and whose place in its group is known, before it is sealed.</summary>
internal sealed record ObjectDraft
{
    public required string Key { get; init; }

    /// <summary>Encoded records, uncompressed; owned by the group, valid until its commit.</summary>
    public required ReadOnlySequence<byte> Content { get; init; }

    public required string StreamLabel { get; init; }

    public required ShardId Shard { get; init; }

    /// <summary>Last number of the shard's previous group that wrote anything, or the word the shard began with.</summary>
    public required Checkpoint Previous { get; init; }

    public required SequenceNumber First { get; init; }

    public required SequenceNumber Last { get; init; }

    /// <summary>Where the whole group ends; the same in all its objects.</summary>
    public required SequenceNumber GroupLast { get; init; }

    /// <summary>Place within the group, counted from 1.</summary>
    public required int Part { get; init; }

    /// <summary>Number of objects in the group.</summary>
    public required int Parts { get; init; }

    public required int RecordCount { get; init; }

    public required ObjectFormat Format { get; init; }

    public required RecordShape Record { get; init; }

    public required ObjectCompression Compression { get; init; }

    public required string SettingsHash { get; init; }

    /// <summary>Fingerprint of the schema that its rows were made by; null for lines that came as they are.</summary>
    public string? SchemaHash { get; init; }

    /// <summary>What cut its group into objects.</summary>
    public CutMeasure CutBy { get; init; }

    /// <summary>Version of the encoder that made the content. To be raised whenever the same record gives other bytes than before.</summary>
    public string EncoderVersion { get; init; } = ObjectMetadata.FirstEncoderVersion;
}
