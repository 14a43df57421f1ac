using System.Security.Cryptography;
using System.Text;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>The key of a secret for one day, region and service.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    public SigningKey(string secret, SignatureHeader header) =>
        _key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), header.Date), header.Region), header.Service), "aws4_request");

    public string Sign(string text) => Convert.ToHexStringLower(Hmac(_key, text));

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string HashOf(string text) => HashOf(Encoding.UTF8.GetBytes(text));

    public static bool AreSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
