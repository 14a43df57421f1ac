using System.Buffers.Text;
using System.Text.Json;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>Whom a web identity token names, for the person who compares it with a trust policy. The token itself is never shown.</summary>
internal static class WebIdentityToken
{
    /// <summary><c>The token says iss …, sub …, aud …</c>; empty when it cannot be read.</summary>
    public static string Describe(string path)
    {
        try
        {
            var parts = File.ReadAllText(path).Trim().Split('.');
            return parts.Length == 3 ? Describe(JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]))) : "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or JsonException or InvalidOperationException)
        {
            // Whatever hides the claims, the refusal itself is told.
            return "";
        }
    }

    private static string Describe(JsonDocument claims)
    {
        using (claims)
        {
            return claims.RootElement.ValueKind != JsonValueKind.Object ? ""
                : $" The token says iss {Text(claims, "iss")}, sub {Text(claims, "sub")}, aud {Text(claims, "aud")}.";
        }
    }

    private static string Text(JsonDocument claims, string name) => !claims.RootElement.TryGetProperty(name, out var value) ? "(none)"
        : value.ValueKind == JsonValueKind.Array ? string.Join(' ', value.EnumerateArray().Select(part => part.ToString())) : value.ToString();
}
