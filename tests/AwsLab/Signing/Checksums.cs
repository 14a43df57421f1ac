using System.Security.Cryptography;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>Checksums that a request tells of its content, in headers or after the body.</summary>
internal static class Checksums
{
    private const string Prefix = "x-amz-checksum-";
    private static readonly CyclicCode Crc32 = new(0xEDB88320, 32);
    private static readonly CyclicCode Crc32C = new(0x82F63B78, 32);
    private static readonly CyclicCode Crc64Nvme = new(0x9A6C9329AC4BC9B5, 64);

    private static readonly Dictionary<string, Func<byte[], byte[]>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Prefix + "crc32"] = Crc32.Of,
        [Prefix + "crc32c"] = Crc32C.Of,
        [Prefix + "crc64nvme"] = Crc64Nvme.Of,
        [Prefix + "sha1"] = Sha1,
        [Prefix + "sha256"] = SHA256.HashData,
    };

    /// <exception cref="RefusedException">One of them is another one.</exception>
    public static void Require(IHeaderDictionary headers, SignedBody body)
    {
        foreach (var (name, compute) in Known)
        {
            var told = body.Trailers.GetValueOrDefault(name) ?? (headers.TryGetValue(name, out var value) ? value.ToString() : null);
            if (told is not null && told != Convert.ToBase64String(compute(body.Bytes)))
            {
                throw new RefusedException(RefusalKind.BadChecksum, $"The {name[Prefix.Length..].ToUpperInvariant()} you specified did not match the calculated checksum.");
            }
        }

        if (headers.ContentMD5.ToString() is { Length: > 0 } digest && digest != Convert.ToBase64String(Md5(body.Bytes)))
        {
            throw new RefusedException(RefusalKind.BadChecksum, "The Content-MD5 you specified did not match what we received.");
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "A checksum that S3 offers.")]
    private static byte[] Sha1(byte[] content) => SHA1.HashData(content);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "A checksum that S3 offers.")]
    private static byte[] Md5(byte[] content) => MD5.HashData(content);
}
