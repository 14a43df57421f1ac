using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Groups;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Makes sealed objects of drafts: final bytes, their hash, headers and metadata. No clock, host name or chance goes in.</summary>
internal static class ObjectSealing
{
    /// <summary>Whether the file is compressed as a whole before it is stored; a format that compresses inside is not.</summary>
    public static bool IsCompressed(ObjectDraft draft) => draft.Compression != ObjectCompression.None && !ObjectFormats.FileOf(draft.Format, draft.Compression).IsCompressedInside;

    /// <summary>Writes the bytes to be stored; what the buffer then holds is given to <see cref="Seal(ObjectDraft, ReadOnlySequence{byte})"/>. Not needed unless <see cref="IsCompressed"/>.</summary>
    public static void Compress(ObjectDraft draft, IBufferWriter<byte> output)
    {
        switch (draft.Compression)
        {
            case ObjectCompression.None:
                foreach (var segment in draft.Content)
                {
                    output.Write(segment.Span);
                }

                break;
            case ObjectCompression.Gzip or ObjectCompression.GzipFile:
                GzipBytes.Write(draft.Content, output);
                break;
            case ObjectCompression.Zstd:
                ZstdBytes.Write(draft.Content, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(draft), draft.Compression, "A known compression expected.");
        }
    }

    /// <summary>Seals a draft that is stored as encoded.</summary>
    public static SealedObject Seal(ObjectDraft draft) => !IsCompressed(draft)
        ? Seal(draft, draft.Content)
        : throw new ArgumentException($"{draft.Key} is to be stored as {draft.Compression}: compress it first.", nameof(draft));

    /// <param name="draft">What is being sealed.</param>
    /// <param name="stored">The bytes as they will be stored, from <see cref="Compress"/>.</param>
    public static SealedObject Seal(ObjectDraft draft, ReadOnlySequence<byte> stored)
    {
        var hash = HashOf(stored);
        var file = ObjectFormats.FileOf(draft.Format, draft.Compression);
        return new SealedObject
        {
            Key = draft.Key,
            Content = stored,
            ContentType = file.ContentType,
            ContentEncoding = file.ContentEncoding,
            Sha256 = hash,
            Metadata = MetadataOf(draft, hash),
        };
    }

    /// <summary>SHA-256.</summary>
    public static byte[] HashOf(ReadOnlySequence<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var segment in content)
        {
            hash.AppendData(segment.Span);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The words of the <see cref="ObjectMetadata.Format"/> member. They say what the bytes are, which is the same for both forms of gzip.</summary>
    public static string FormatText(ObjectFormat format, RecordShape record, ObjectCompression compression) =>
        $"{format}/{record}/{(compression == ObjectCompression.GzipFile ? ObjectCompression.Gzip : compression)}";

    private static Dictionary<string, string> MetadataOf(ObjectDraft draft, byte[] hash)
    {
        var metadata = RangeMetadataOf(draft, hash);
        if (draft.EncoderVersion != ObjectMetadata.FirstEncoderVersion)
        {
            metadata[ObjectMetadata.EncoderVersion] = Ascii(ObjectMetadata.EncoderVersion, draft.EncoderVersion);
        }

        if (draft.SchemaHash is { } schema)
        {
            metadata[ObjectMetadata.SchemaHash] = Ascii(ObjectMetadata.SchemaHash, schema);
        }

        if (draft.CutBy != CutMeasure.Encoded)
        {
            metadata[ObjectMetadata.CutBy] = draft.CutBy.ToString();
        }

        return metadata;
    }

    private static Dictionary<string, string> RangeMetadataOf(ObjectDraft draft, byte[] hash) => new(StringComparer.Ordinal)
    {
        [ObjectMetadata.StreamLabel] = Ascii(ObjectMetadata.StreamLabel, draft.StreamLabel),
        [ObjectMetadata.ShardId] = Ascii(ObjectMetadata.ShardId, draft.Shard.Value),
        [ObjectMetadata.PreviousSequenceNumber] = draft.Previous.Text,
        [ObjectMetadata.FirstSequenceNumber] = draft.First.Text,
        [ObjectMetadata.LastSequenceNumber] = draft.Last.Text,
        [ObjectMetadata.GroupLastSequenceNumber] = draft.GroupLast.Text,
        [ObjectMetadata.Part] = string.Create(CultureInfo.InvariantCulture, $"{draft.Part}/{draft.Parts}"),
        [ObjectMetadata.RecordCount] = draft.RecordCount.ToString(CultureInfo.InvariantCulture),
        [ObjectMetadata.Sha256] = Convert.ToHexStringLower(hash),
        [ObjectMetadata.Format] = FormatText(draft.Format, draft.Record, draft.Compression),
        [ObjectMetadata.SettingsHash] = Ascii(ObjectMetadata.SettingsHash, draft.SettingsHash),
    };

    private static string Ascii(string name, string value) => System.Text.Ascii.IsValid(value)
        ? value
        : throw new ArgumentException($"{name} '{value}' cannot be user metadata: ASCII expected.", nameof(value));
}
