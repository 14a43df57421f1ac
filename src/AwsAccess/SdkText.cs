namespace KeyspacesStreamer.AwsAccess;

/// <summary>Words of the SDK, fit for a condition and for a line of output.</summary>
public static class SdkText
{
    /// <summary>On one line: where it looked for credentials the SDK tells on many.</summary>
    public static string OneLine(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
