using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Whether an object of the cluster has everything of the wanted one; what others added to it is theirs.</summary>
internal static class DriftDetector
{
    // A list of built-in objects leaves them out of its items; the object was asked for by them.
    private static readonly string[] Implied = ["apiVersion", "kind"];

    /// <summary>Path of the first field of the wanted object that the live one has otherwise, or not; null when there is none.</summary>
    public static string? FirstDifference(JsonObject desired, JsonNode? live) => Compare(desired, live)?.Path;

    /// <inheritdoc cref="FirstDifference(JsonObject, JsonNode)"/>
    public static string? FirstDifference(OwnedResource child, IKubernetesObject live) => Compare(child, live)?.Path;

    /// <inheritdoc cref="Compare(JsonObject, JsonNode)"/>
    public static FieldDifference? Compare(OwnedResource child, IKubernetesObject live) => Compare(child.Document, JsonNode.Parse(KubernetesJson.Serialize((object)live)));

    /// <summary>The first field of the wanted object that the live one has otherwise, or not; null when there is none.</summary>
    public static FieldDifference? Compare(JsonObject desired, JsonNode? live)
    {
        if (live is not JsonObject found)
        {
            return new FieldDifference("(object)", []);
        }

        var place = desired
            .Where(member => !Implied.Contains(member.Key, StringComparer.Ordinal) || found.ContainsKey(member.Key))
            .Select(member => Difference(Place.Root(member.Key), member.Value, found[member.Key]))
            .FirstOrDefault(different => different is not null);
        return place is { } differing ? new FieldDifference(differing.Text, differing.Steps.Split(Place.Between)) : null;
    }

    private static Place? Difference(Place place, JsonNode? desired, JsonNode? live) => (desired, live) switch
    {
        (JsonObject wanted, JsonObject found) => wanted.Select(member => Difference(place.Member(member.Key), member.Value, found[member.Key])).FirstOrDefault(different => different is not null),
        (JsonArray wanted, JsonArray found) when ListMapKeys.IsKeyed(place.Pattern) => wanted.Select(item => KeyedDifference(place, item, found)).FirstOrDefault(different => different is not null),
        (JsonArray wanted, JsonArray found) => ListDifference(place, wanted, found),
        _ => IsSameValue(desired, live) ? default(Place?) : place,
    };

    private static Place? KeyedDifference(Place list, JsonNode? wanted, JsonArray found)
    {
        var key = ListMapKeys.KeyOf(list.Pattern, wanted);
        var place = list.Item(key, ListMapKeys.StepOf(list.Pattern, wanted));
        // Of two with one key the later may outdo ours: exactly one is right.
        return found.Where(item => ListMapKeys.KeyOf(list.Pattern, item) == key).ToList() is [{ } match] ? Difference(place, wanted, match) : place;
    }

    private static Place? ListDifference(Place list, JsonArray wanted, JsonArray found) =>
        wanted.Count != found.Count ? list
        : wanted.Zip(found).Select((pair, index) => WholeDifference(list.Item($"{index}", $"i:{index}"), pair.First, pair.Second)).FirstOrDefault(different => different is not null);

    /// <summary>Inside a list that is ours as a whole nothing may be added either.</summary>
    private static Place? WholeDifference(Place place, JsonNode? wanted, JsonNode? found) =>
        Difference(place, wanted, found) ?? (wanted is JsonObject ours && found is JsonObject theirs && ours.Count != theirs.Count ? place : default(Place?));

    private static bool IsSameValue(JsonNode? left, JsonNode? right) =>
        left is null || right is null ? left is null && right is null
        : left.GetValueKind() != right.GetValueKind() ? false
        : left.GetValueKind() == JsonValueKind.Number ? NumberOf(left) == NumberOf(right)
        : JsonNode.DeepEquals(left, right);

    private static decimal NumberOf(JsonNode number) => JsonSerializer.Deserialize<decimal>(number);

    /// <summary>A place in a document: for people, as a pattern in which <c>[]</c> stands for any item, and in the steps of managedFields.</summary>
    private readonly record struct Place(string Text, string Pattern, string Steps)
    {
        /// <summary>Stands between two steps; no name and no key holds it.</summary>
        public const char Between = '\n';

        public static Place Root(string name) => new(name, name, $"f:{name}");

        public Place Member(string name) => new($"{Text}.{name}", $"{Pattern}.{name}", $"{Steps}{Between}f:{name}");

        public Place Item(string key, string step) => new($"{Text}[{key}]", $"{Pattern}[]", $"{Steps}{Between}{step}");
    }
}
