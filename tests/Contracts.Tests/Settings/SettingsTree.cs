using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>A settings document as paths and values, and the paths that the records promise.</summary>
internal static class SettingsTree
{
    public static Dictionary<string, string> Leaves(string document)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(JsonNode.Parse(document)!, "", leaves);
        return leaves;
    }

    public static IEnumerable<string> LeafPathsOf(Type record, string path = "") => record.GetProperties()
        .SelectMany(property => property.PropertyType.Namespace == typeof(StreamSettings).Namespace && !property.PropertyType.IsEnum
            ? LeafPathsOf(property.PropertyType, path + JsonNamingPolicy.CamelCase.ConvertName(property.Name) + ".")
            : [path + JsonNamingPolicy.CamelCase.ConvertName(property.Name)]);

    /// <summary>The member that the records promise, of a path whose end the user chooses.</summary>
    public static string Promised(string path) =>
        new[] { "destination.tags", "destination.columns", "source.schema" }.FirstOrDefault(member => path.StartsWith(member + ".", StringComparison.Ordinal)) ?? path;

    private static void Walk(JsonNode node, string path, Dictionary<string, string> leaves)
    {
        if (node is not JsonObject children)
        {
            leaves[path] = node.ToJsonString();
            return;
        }

        foreach (var (name, child) in children)
        {
            Walk(child!, path.Length == 0 ? name : $"{path}.{name}", leaves);
        }
    }
}
