using System.Security.Cryptography;
using System.Text;

namespace KeyspacesStreamer.Contracts;

/// <summary>Short fingerprints: the first 16 hex digits of a SHA-256.</summary>
public static class ShortHash
{
    private const int Digits = 16;

    /// <summary>Fingerprint of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..Digits];

    /// <summary>Fingerprint of a text in UTF-8.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
