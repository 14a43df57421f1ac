using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Turns the texts of a spec into values. The schema has checked them; a newer schema than this version may have let more through.</summary>
internal static class SpecText
{
    /// <exception cref="InvalidSpecException">It is no duration.</exception>
    public static TimeSpan Duration(string path, string text) =>
        DurationText.TryParse(text, out var duration) ? duration : throw new InvalidSpecException(path, text, DurationText.Wanted);

    /// <exception cref="InvalidSpecException">It is no size.</exception>
    public static long Size(string path, string text) =>
        SizeText.TryParse(text, out var bytes) ? bytes : throw new InvalidSpecException(path, text, SizeText.Wanted);

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public static T Choice<T>(string path, string text) where T : struct, Enum
    {
        var words = Enum.GetNames<T>();
        return words.Contains(text, StringComparer.Ordinal) ? Enum.Parse<T>(text) : throw new InvalidSpecException(path, text, string.Join(" or ", words));
    }

    /// <exception cref="InvalidSpecException">It is no http address.</exception>
    public static Uri? Endpoint(string path, string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new InvalidSpecException(path, text, "an address beginning with https:// or http://");
}
