using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>Checks a web identity as STS does: issuer, signature, time, audience.</summary>
/// <param name="clock">Time.</param>
/// <param name="issuer">The only issuer that the account has a provider for; null for none.</param>
/// <param name="keys">Its keys.</param>
internal sealed class TokenVerifier(TimeProvider clock, string? issuer, CachedFile<JsonWebKeys>? keys)
{
    private const string Invalid = "InvalidIdentityToken";

    /// <summary>Name of the issuer in policies.</summary>
    public string Provider => (issuer ?? "").Replace("https://", "", StringComparison.Ordinal).TrimEnd('/');

    /// <exception cref="RefusedException">The token proves nothing.</exception>
    public TokenClaims Verify(string token, string audience)
    {
        try
        {
            return Read(token.Split('.'), audience);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw NoToken();
        }
    }

    private TokenClaims Read(string[] parts, string audience)
    {
        if (parts.Length != 3)
        {
            throw NoToken();
        }

        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var claims = payload.RootElement;
        if (Text(claims, "iss") is not { } from || issuer is null || from != issuer)
        {
            throw Refuse($"No OpenIDConnect provider found in your account for {Text(claims, "iss")}");
        }

        RequireSignature(header.RootElement, parts);
        RequireTime(claims);
        var audiences = claims.GetProperty("aud") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.GetString() ?? "").ToList() : [Text(claims, "aud") ?? ""];
        return audiences.Contains(audience) ? new TokenClaims(Text(claims, "sub") ?? throw NoToken(), audiences) : throw Refuse("Incorrect token audience");
    }

    private void RequireSignature(JsonElement header, string[] parts)
    {
        if (keys?.Read() is not { } known)
        {
            throw new RefusedException(400, "IDPCommunicationError", "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements");
        }

        var verdict = known.Verify(Text(header, "kid"), Text(header, "alg") ?? "", Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        if (verdict != true)
        {
            throw Refuse(verdict is null ? "Couldn't find a verification key for the provided token" : "The ID Token provided has an invalid signature");
        }
    }

    private void RequireTime(JsonElement claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (claims.GetProperty("exp").GetInt64() is var end && end <= now)
        {
            throw new RefusedException(400, "ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time {end}");
        }

        if (claims.TryGetProperty("nbf", out var begin) && begin.GetInt64() > now + 60)
        {
            throw Refuse("The ID Token provided is not valid yet");
        }
    }

    private static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static RefusedException NoToken() => Refuse("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");

    private static RefusedException Refuse(string message) => new(400, Invalid, message);
}
