using System.Text.Json;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Golden;

/// <summary>One document under tests/Golden/wire.</summary>
internal sealed record GoldenDocument(string Name, JsonElement Root)
{
    public JsonElement Body => Root.GetProperty("body");

    public string Target => Root.GetProperty("headers").GetProperty("X-Amz-Target").GetString() ?? "";

    public int Status => Root.GetProperty("status").GetInt32();

    public static GoldenDocument Read(string name)
    {
        var path = RepositoryRoot.PathOf(["tests", "Golden", "wire", .. (name + ".json").Split('/')]);
        return new GoldenDocument(name, JsonDocument.Parse(File.ReadAllText(path)).RootElement);
    }

    /// <summary>Names of the documents of a folder that end in a word, without .json.</summary>
    public static IEnumerable<string> Names(string folder, string ending) =>
        Directory.EnumerateFiles(RepositoryRoot.PathOf("tests", "Golden", "wire", folder), $"*{ending}.json")
            .Select(path => $"{folder}/{Path.GetFileNameWithoutExtension(path)}")
            .Order(StringComparer.Ordinal);
}
