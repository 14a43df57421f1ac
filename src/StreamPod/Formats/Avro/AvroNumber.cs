using System.Buffers;
using System.Buffers.Binary;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>Numbers in Avro's binary encoding.</summary>
internal static class AvroNumber
{
    private const int MostBytes = 10;

    /// <summary>An int or long: zigzag, seven bits a byte, the lowest first.</summary>
    public static void Write(IBufferWriter<byte> output, long value)
    {
        var span = output.GetSpan(MostBytes);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        while (rest > 0x7f)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        output.Advance(length);
    }

    /// <summary>The number of a decimal: its length, then two's complement, the highest byte first, as few as hold it.</summary>
    public static void Write(IBufferWriter<byte> output, Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        var sign = (byte)(value < 0 ? 0xff : 0);
        while (bytes.Length > 1 && bytes[0] == sign && (bytes[1] & 0x80) == (sign & 0x80))
        {
            bytes = bytes[1..];
        }

        Write(output, (long)bytes.Length);
        output.Write(bytes);
    }
}
