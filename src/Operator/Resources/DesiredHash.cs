using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Fingerprint of a wanted object: the first 16 hex digits of the SHA-256 of its JSON, members by name.</summary>
internal static class DesiredHash
{
    private const int Digits = 16;

    /// <summary>Writes the fingerprint of the document, as it is without it, into its annotations.</summary>
    public static void WriteInto(JsonObject document)
    {
        var hash = Of(document);
        var metadata = document["metadata"]!.AsObject(); // every object has one
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[StreamAnnotations.DesiredHash] = hash;
    }

    private static string Of(JsonObject document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(document).ToJsonString())))[..Digits];

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };
}
