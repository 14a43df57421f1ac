using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>Headers, metadata and bytes of sealed objects.</summary>
public sealed class ObjectSealingTests
{
    [Fact]
    public void Seal_Plain_CarriesTheBytesAndEveryMember()
    {
        var draft = SampleDraft.Of();

        var sealedObject = ObjectSealing.Seal(draft);

        Assert.Equal(draft.Key, sealedObject.Key);
        Assert.Equal(draft.Content.ToArray(), sealedObject.Content.ToArray());
        Assert.Equal("application/x-ndjson", sealedObject.ContentType);
        Assert.Null(sealedObject.ContentEncoding);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["stream-label"] = "2026-01-02T03:04:05.678",
                ["shard-id"] = "shard-7",
                ["previous-sequence-number"] = "10",
                ["first-sequence-number"] = "15",
                ["last-sequence-number"] = "20",
                ["group-last-sequence-number"] = "30",
                ["part"] = "2/3",
                ["record-count"] = "2",
                ["sha256"] = "e91bd3062f38c3f1df2165d987872b022fb39a08c642a6fbc3b862dd2a2aaf24",
                ["format"] = "JsonLines/Native/None",
                ["settings-hash"] = "5e771465",
            },
            sealedObject.Metadata);
    }

    [Fact]
    public void Seal_Gzip_HashesWhatIsStoredAndUnpacksToTheRecords()
    {
        var draft = SampleDraft.Of() with { Compression = ObjectCompression.Gzip };
        var output = new ArrayBufferWriter<byte>();

        ObjectSealing.Compress(draft, output);
        var sealedObject = ObjectSealing.Seal(draft, new ReadOnlySequence<byte>(output.WrittenMemory));

        Assert.Equal("gzip", sealedObject.ContentEncoding);
        Assert.Equal("JsonLines/Native/Gzip", sealedObject.Metadata[ObjectMetadata.Format]);
        Assert.Equal(SHA256.HashData(output.WrittenSpan), sealedObject.Sha256.ToArray());
        using var reader = new StreamReader(new GZipStream(new SequenceStream(sealedObject.Content), CompressionMode.Decompress));
        Assert.Equal("{\"a\":1}\n{\"a\":2}\n", reader.ReadToEnd());
    }

    [Fact]
    public void Seal_GzipFile_IsTheSameBytesUnderTheTypeOfAFile()
    {
        var draft = SampleDraft.Of() with { Compression = ObjectCompression.GzipFile };
        var (encoded, file) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());

        ObjectSealing.Compress(draft with { Compression = ObjectCompression.Gzip }, encoded);
        ObjectSealing.Compress(draft, file);
        var sealedObject = ObjectSealing.Seal(draft, new ReadOnlySequence<byte>(file.WrittenMemory));

        Assert.Equal(encoded.WrittenSpan, file.WrittenSpan);
        Assert.Equal(("application/gzip", null), (sealedObject.ContentType, sealedObject.ContentEncoding));
        Assert.Equal("JsonLines/Native/Gzip", sealedObject.Metadata[ObjectMetadata.Format]);
    }

    [Fact]
    public void Compress_SameRecordsCutIntoOtherSegments_SameBytesWithoutTime()
    {
        var bytes = new byte[400_000];
        new Random(3).NextBytes(bytes.AsSpan(0, 200_000));
        var whole = SampleDraft.Of() with { Compression = ObjectCompression.Gzip, Content = new ReadOnlySequence<byte>(bytes) };

        var first = Compressed(whole);
        var second = Compressed(whole with { Content = Segments.Of(bytes, 1, 99_999, 7, 150_000) });

        Assert.Equal(first, second);
        Assert.Equal(new byte[4], first[4..8]);
        Assert.True(first.Length < bytes.Length);
    }

    [Fact]
    public void Seal_CompressionAskedButNotDone_IsRefused()
    {
        var draft = SampleDraft.Of() with { Compression = ObjectCompression.Gzip };

        Assert.Throws<ArgumentException>(() => ObjectSealing.Seal(draft));
    }

    [Fact]
    public void Seal_MetadataBeyondAscii_IsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => ObjectSealing.Seal(SampleDraft.Of() with { StreamLabel = "Zoë" }));

        Assert.Contains("stream-label 'Zoë'", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Compressed(ObjectDraft draft)
    {
        var output = new ArrayBufferWriter<byte>();
        ObjectSealing.Compress(draft, output);
        return output.WrittenSpan.ToArray();
    }
}
