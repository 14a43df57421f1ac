using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>Public keys of an issuer: https://www.rfc-editor.org/rfc/rfc7517</summary>
internal sealed class JsonWebKeys
{
    private readonly List<(string? Id, string Algorithm, Func<byte[], byte[], bool> Verify)> _keys;

    private JsonWebKeys(List<(string?, string, Func<byte[], byte[], bool>)> keys) => _keys = keys;

    /// <exception cref="LabException">It is no set of keys.</exception>
    public static JsonWebKeys Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new JsonWebKeys([.. document.RootElement.GetProperty("keys").EnumerateArray().Select(Read)]);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException or CryptographicException or InvalidOperationException)
        {
            throw new LabException($"A set of keys cannot be read: {problem.Message}", problem);
        }
    }

    /// <param name="id">Id of the key; null for any.</param>
    /// <param name="algorithm">RS256 or ES256.</param>
    /// <param name="signed">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Null when there is no such key.</returns>
    public bool? Verify(string? id, string algorithm, byte[] signed, byte[] signature)
    {
        var fitting = _keys.Where(key => key.Algorithm == algorithm && (id is null || key.Id is null || key.Id == id)).ToList();
        return fitting.Count == 0 ? null : fitting.Any(key => key.Verify(signed, signature));
    }

    private static (string?, string, Func<byte[], byte[], bool>) Read(JsonElement key)
    {
        var id = key.TryGetProperty("kid", out var name) ? name.GetString() : null;
        switch (key.GetProperty("kty").GetString())
        {
            case "RSA":
                var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
                return (id, "RS256", (signed, signature) => rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            case "EC" when key.GetProperty("crv").GetString() == "P-256":
                var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
                return (id, "ES256", (signed, signature) => curve.VerifyData(signed, signature, HashAlgorithmName.SHA256));
            default:
                throw new LabException("A key is neither RSA nor EC on P-256.");
        }
    }

    private static byte[] Bytes(JsonElement key, string member) => Base64Url.DecodeFromChars(key.GetProperty(member).GetString());
}
