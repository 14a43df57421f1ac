using System.Text.Json.Nodes;
using Xunit;

namespace KeyspacesStreamer.Testing.Documents;

/// <summary>The documents of a YAML file of the tree as JSON.</summary>
internal static class YamlFile
{
    public static JsonObject One(string path) => Assert.Single(All(path));

    public static IReadOnlyList<JsonObject> All(string path) => YamlText.Documents(File.ReadAllText(RepositoryRoot.PathOf(path.Split('/'))));

    public static IReadOnlyList<string> In(string folder, string pattern = "*.yaml") =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.PathOf(folder.Split('/')), pattern)
            .Select(file => $"{folder}/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];
}
