using System.Buffers.Binary;
using System.Buffers.Text;
using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Makes opaque texts out of a few numbers, and reads back only those that this very server made.</summary>
internal sealed class TokenSeal(ulong secret)
{
    /// <summary>72 bytes are 96 characters: within the 80 to 3000 that clients demand of a next token.</summary>
    private const int Size = 72;

    private const int CheckSize = sizeof(ulong);

    public string Seal(TokenKind kind, params ReadOnlySpan<long> fields)
    {
        Span<byte> token = stackalloc byte[Size];
        token.Clear();
        token[0] = (byte)kind;
        for (var index = 0; index < fields.Length; index++)
        {
            BinaryPrimitives.WriteInt64BigEndian(token[(8 + (index * 8))..], fields[index]);
        }

        BinaryPrimitives.WriteUInt64BigEndian(token[^CheckSize..], KeyHash.Of(token[..^CheckSize], secret));
        Scramble(token);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token's numbers; false for anything this server did not make as this kind.</summary>
    public bool TryOpen(TokenKind kind, string text, Span<long> fields)
    {
        Span<byte> token = stackalloc byte[Size];
        if (Base64Url.GetMaxDecodedLength(text.Length) != Size
            || !Base64Url.TryDecodeFromChars(text, token, out var written)
            || written != Size)
        {
            return false;
        }

        Scramble(token);
        var check = BinaryPrimitives.ReadUInt64BigEndian(token[^CheckSize..]);
        if (token[0] != (byte)kind || check != KeyHash.Of(token[..^CheckSize], secret))
        {
            return false;
        }

        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = BinaryPrimitives.ReadInt64BigEndian(token[(8 + (index * 8))..]);
        }

        return true;
    }

    /// <summary>Hides the numbers so that nobody builds on them: all but the check is mixed with a stream made from it; its own inverse.</summary>
    private static void Scramble(Span<byte> token)
    {
        var check = BinaryPrimitives.ReadUInt64BigEndian(token[^CheckSize..]);
        for (var index = 0; index < token.Length - CheckSize; index++)
        {
            token[index] ^= (byte)((check * 0x9E3779B97F4A7C15UL * (ulong)(index + 1)) >> 56);
        }
    }
}
