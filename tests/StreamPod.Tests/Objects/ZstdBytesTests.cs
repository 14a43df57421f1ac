using System.Buffers;
using System.Security.Cryptography;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Tests.Formats;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

public sealed class ZstdBytesTests
{
    [Fact]
    public void Seal_Zstd_IsAFileOfItsOwnType()
    {
        var draft = SampleDraft.Of() with { Compression = ObjectCompression.Zstd };
        var output = new ArrayBufferWriter<byte>();

        ObjectSealing.Compress(draft, output);
        var sealedObject = ObjectSealing.Seal(draft, new ReadOnlySequence<byte>(output.WrittenMemory));

        Assert.Equal(("application/zstd", null), (sealedObject.ContentType, sealedObject.ContentEncoding));
        Assert.Equal("JsonLines/Native/Zstd", sealedObject.Metadata[ObjectMetadata.Format]);
        Assert.Equal(SHA256.HashData(output.WrittenSpan), sealedObject.Sha256.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Write_Bytes_AreUnpackedByTheCLibraryFromOneFrameThatTellsItsSize(int count)
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes.AsSpan(0, count / 3));
        await File.WriteAllBytesAsync(folder.PathOf("packed"), Packed(new ReadOnlySequence<byte>(bytes)), TestContext.Current.CancellationToken);

        var (code, answer) = await PythonScript.RunAsync("Objects/unzstd.py", folder.PathOf("packed"), folder.PathOf("unpacked"));

        Assert.Equal((0, $"{count} bytes, only frame: True, checksum: True"), (code, answer.Trim()));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.PathOf("unpacked"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Write_SameBytesInOtherSegments_AreTheSameFrame()
    {
        var bytes = new byte[1_000_000];
        new Random(3).NextBytes(bytes.AsSpan(0, 300_000));

        var whole = Packed(new ReadOnlySequence<byte>(bytes));

        Assert.Equal(whole, Packed(Segments.Of(bytes, 1, 99_999, 7, 150_000)));
        Assert.True(whole.Length < 310_000);
    }

    private static byte[] Packed(ReadOnlySequence<byte> content)
    {
        var output = new ArrayBufferWriter<byte>();
        ZstdBytes.Write(content, output);
        return output.WrittenSpan.ToArray();
    }
}
