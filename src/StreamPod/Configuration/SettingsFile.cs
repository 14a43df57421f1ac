using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Reads <c>settings.json</c>: the document's own rules together with those of the key template.</summary>
internal static class SettingsFile
{
    /// <summary>Reads a file; one that cannot be read is a problem like any other.</summary>
    public static SettingsResult Read(string path) => Read(path, bytes => Read(bytes));

    /// <summary>Reads a file by the document's own rules alone, for who prepares what a pod needs besides.</summary>
    public static SettingsResult ReadDocument(string path) => Read(path, bytes => SettingsDocument.Read(bytes, ProblemsOfTemplate));

    public static SettingsResult Read(ReadOnlySpan<byte> utf8Json)
    {
        var result = SettingsDocument.Read(utf8Json, ProblemsOfTemplate);
        return result.Settings is { } settings && LayoutSupport.ProblemsOf(settings) is { Count: > 0 } problems ? new SettingsResult(null, problems) : result;
    }

    private static SettingsResult Read(string path, Func<byte[], SettingsResult> read)
    {
        try
        {
            return read(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new SettingsResult(null, [new SettingsProblem("", path, $"cannot be read: {exception.Message}")]);
        }
    }

    private static IReadOnlyList<string> ProblemsOfTemplate(string template) => KeyTemplate.TryParse(template, out _, out var problems) ? [] : problems;
}
