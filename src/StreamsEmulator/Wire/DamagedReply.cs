namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Answers that are damaged though HTTP finds nothing wrong with them.</summary>
internal static class DamagedReply
{
    // Bytes that stand nowhere in UTF-8: RFC 3629.
    private const int FirstByte = 0xF8;
    private const int LastByte = 0xFF;

    /// <summary>
    /// Puts a byte that is no UTF-8 into a value of one record; an answer without the record stays as it is. A record that is named is bad in the same
    /// way each time; damage on the way is another one each time.
    /// </summary>
    /// <param name="reply">The right answer.</param>
    /// <param name="sequenceNumber">The record; null for the first one that has a value.</param>
    /// <param name="times">How often this was done before.</param>
    public static WireReply WithInvalidUtf8(WireReply reply, string? sequenceNumber, int times)
    {
        var wrong = (byte)(sequenceNumber is null ? FirstByte + (times % (LastByte - FirstByte + 1)) : LastByte);
        var parts = reply.Parts.ToArray();
        for (var index = 0; index < parts.Length; index++)
        {
            if (PlaceIn(parts[index].Span, sequenceNumber) is { } place)
            {
                var damaged = parts[index].ToArray();
                damaged[place] = wrong;
                parts[index] = damaged;
                break;
            }
        }

        return new WireReply(parts);
    }

    public static WireReply Half(WireReply reply)
    {
        var whole = reply.Parts.SelectMany(part => part.ToArray()).ToArray();
        return new WireReply([whole.AsMemory(0, whole.Length / 2)]);
    }

    /// <summary>The first byte of a typed value that is not empty, such as the a of <c>"textT":"abc"</c>; null when this is not the record.</summary>
    private static int? PlaceIn(ReadOnlySpan<byte> record, string? sequenceNumber)
    {
        if (sequenceNumber is not null && record.IndexOf(System.Text.Encoding.ASCII.GetBytes($"\"sequenceNumber\":\"{sequenceNumber}\"")) < 0)
        {
            return null;
        }

        var opening = "T\":\""u8;
        for (var from = 0; record[from..].IndexOf(opening) is >= 0 and var at;)
        {
            from += at + opening.Length;
            if (from < record.Length && record[from] != (byte)'"')
            {
                return from;
            }
        }

        return null;
    }
}
