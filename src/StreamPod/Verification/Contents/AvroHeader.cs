using System.Text;
using KeyspacesStreamer.StreamPod.Formats;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The beginning of an Avro file.</summary>
/// <param name="Schema">The type of its rows.</param>
/// <param name="Codec">What compresses its blocks.</param>
/// <param name="Marker">What ends each block.</param>
internal sealed record AvroHeader(AvroType Schema, string Codec, byte[] Marker)
{
    public const int MarkerBytes = 16;

    private const string SchemaName = "avro.schema";
    private const string CodecName = "avro.codec";

    private static ReadOnlySpan<byte> Magic => "Obj\u0001"u8;

    /// <exception cref="InvalidDataException">The file does not begin as one of Avro.</exception>
    public static async Task<AvroHeader> ReadAsync(AvroFileInput input, CancellationToken cancellationToken)
    {
        using var bytes = new PooledArray<byte>();
        await input.ReadAsync(bytes, Magic.Length, cancellationToken);
        if (!bytes.Written.SequenceEqual(Magic))
        {
            throw new InvalidDataException("does not begin as an Avro file does");
        }

        var entries = await ReadEntriesAsync(input, cancellationToken);
        var schema = entries.GetValueOrDefault(SchemaName) ?? throw new InvalidDataException("has no schema");
        bytes.Clear();
        await input.ReadAsync(bytes, MarkerBytes, cancellationToken);
        return new AvroHeader(AvroSchemaText.Parse(schema), entries.TryGetValue(CodecName, out var codec) ? Encoding.UTF8.GetString(codec) : "null", bytes.Written.ToArray());
    }

    private static async Task<Dictionary<string, byte[]>> ReadEntriesAsync(AvroFileInput input, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await input.ReadLongAsync(cancellationToken) is not 0 and var count)
        {
            if (count < 0)
            {
                count = -count;
                await input.ReadLongAsync(cancellationToken); // the bytes of so many entries
            }

            for (; count > 0; count--)
            {
                var name = Encoding.UTF8.GetString(await ReadBytesAsync(input, cancellationToken));
                entries[name] = await ReadBytesAsync(input, cancellationToken);
            }
        }

        return entries;
    }

    private static async Task<byte[]> ReadBytesAsync(AvroFileInput input, CancellationToken cancellationToken)
    {
        using var bytes = new PooledArray<byte>();
        await input.ReadAsync(bytes, await input.ReadLongAsync(cancellationToken), cancellationToken);
        return bytes.Written.ToArray();
    }
}
