using System.Text;
using System.Text.Json;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>The wire documents under tests/Golden/wire.</summary>
internal static class GoldenWire
{
    public static string Folder(params string[] parts) => RepositoryRoot.PathOf(["tests", "Golden", "wire", .. parts]);

    public static JsonDocument Read(params string[] parts) => JsonDocument.Parse(File.ReadAllBytes(Folder(parts)));

    public static byte[] Body(params string[] parts)
    {
        using var document = Read(parts);
        return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("body").GetRawText());
    }

    /// <summary>The names of the cases of an operation, such as <c>insert</c>.</summary>
    public static IEnumerable<string> Cases(string operation, string kind) =>
        Directory.EnumerateFiles(Folder(operation), $"*.{kind}.json")
            .Select(file => Path.GetFileName(file).Replace($".{kind}.json", string.Empty, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
