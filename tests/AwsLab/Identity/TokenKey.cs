using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>The key of an issuer of one's own.</summary>
internal sealed class TokenKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly string _id;

    private TokenKey(ECDsa key)
    {
        _key = key;
        _id = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
    }

    /// <summary>Reads the key of a file, or makes one there.</summary>
    public static TokenKey Open(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        else
        {
            File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem() + "\n");
        }

        return new TokenKey(key);
    }

    public string PublicKeys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var key = new JsonObject
        {
            ["kty"] = "EC", ["crv"] = "P-256", ["alg"] = "ES256", ["use"] = "sig", ["kid"] = _id,
            ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y),
        };
        return new JsonObject { ["keys"] = new JsonArray(key) }.ToJsonString();
    }

    /// <param name="now">When it begins.</param>
    /// <param name="lifetime">How long it lives.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="subject">Whom it speaks of.</param>
    /// <param name="audience">Whom it is for.</param>
    public string Sign(DateTimeOffset now, TimeSpan lifetime, string issuer, string subject, string audience)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = _id, ["typ"] = "JWT" };
        var claims = new JsonObject
        {
            ["iss"] = issuer, ["sub"] = subject, ["aud"] = new JsonArray(audience), ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        };
        var signed = $"{Part(header)}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
