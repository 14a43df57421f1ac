using System.Buffers;
using System.IO.Compression;
using System.Text;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Reads the records of an object back, from its bytes alone.</summary>
internal static class ObjectLines
{
    private static readonly byte[] Member = "\"sequenceNumber\":\""u8.ToArray();
    private static readonly byte[] MemberOfRows = "\"_seq\":\""u8.ToArray();

    /// <summary>The sequence number of each line, in order.</summary>
    public static IEnumerable<string> NumbersOf(SealedObject content)
    {
        var bytes = content.ContentEncoding == "gzip" ? Unpacked(content.Content) : content.Content.ToArray();
        for (var at = 0; at < bytes.Length;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            yield return NumberOf(bytes.AsSpan(at, length));
            at += length + 1;
        }
    }

    private static string NumberOf(ReadOnlySpan<byte> line)
    {
        var isRow = line.IndexOf(Member) < 0;
        var member = isRow ? MemberOfRows : Member;
        var from = line.IndexOf(member) + member.Length;
        var length = line[from..].IndexOf((byte)'"');
        var number = Encoding.ASCII.GetString(line.Slice(from, length));
        return isRow ? number.TrimStart('0') : number;
    }

    private static byte[] Unpacked(in ReadOnlySequence<byte> content)
    {
        using var packed = new MemoryStream(content.ToArray());
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
