using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>How the API server tells the items of a list apart when several managers write into it.</summary>
internal static class ListMapKeys
{
    private const string Container = "spec.template.spec.containers[]";

    // listType=map of each field: https://kubernetes.io/docs/reference/kubernetes-api/
    private static readonly FrozenDictionary<string, string[]> Members = new Dictionary<string, string[]>
    {
        ["metadata.ownerReferences"] = ["uid"],
        ["spec.ports"] = ["port", "protocol"],
        ["spec.template.spec.containers"] = ["name"],
        ["spec.template.spec.volumes"] = ["name"],
        [Container + ".env"] = ["name"],
        [Container + ".ports"] = ["containerPort", "protocol"],
        [Container + ".volumeMounts"] = ["mountPath"],
    }.ToFrozenDictionary();

    /// <summary>Whether the list at this path holds items by key, others' among ours; every other list belongs to one manager as a whole.</summary>
    /// <param name="path">Path from the root, <c>[]</c> for any item.</param>
    public static bool IsKeyed(string path) => Members.ContainsKey(path);

    /// <summary>The key of an item as text, such as <c>name=streampod</c>.</summary>
    public static string KeyOf(string path, JsonNode? item) => string.Join(',', Members[path].Select(member => $"{member}={ValueOf(item, member)}"));

    /// <summary>The key of an item as metadata.managedFields writes it, such as <c>k:{"name":"streampod"}</c>.</summary>
    public static string StepOf(string path, JsonNode? item)
    {
        var key = new JsonObject();
        foreach (var member in Members[path])
        {
            key[member] = (item as JsonObject)?[member]?.DeepClone() ?? ValueOf(item, member);
        }

        return "k:" + key.ToJsonString();
    }

    private static string ValueOf(JsonNode? item, string member) =>
        item is JsonObject map && map[member] is { } value ? value.ToString()
        : member == "protocol" ? "TCP" // what the server fills in
        : "";
}
