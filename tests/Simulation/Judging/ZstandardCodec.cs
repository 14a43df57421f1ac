using Avro.File;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Teaches Apache's library to read blocks of Avro that are packed with Zstandard.</summary>
internal sealed class ZstandardCodec : Codec
{
    private const string Name = "zstandard";

    public static void Register() => RegisterResolver(name => name == Name ? new ZstandardCodec() : null);

    public override byte[] Compress(byte[] uncompressedData) => throw new NotSupportedException("The judge writes no files.");

    public override void Compress(MemoryStream inputStream, MemoryStream outputStream) => throw new NotSupportedException("The judge writes no files.");

    public override byte[] Decompress(byte[] compressedData, int length)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        return decompressor.Unwrap(compressedData.AsSpan(0, length)).ToArray();
    }

    public override string GetName() => Name;

    public override bool Equals(object? other) => other is ZstandardCodec;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
