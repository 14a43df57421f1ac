using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Who else writes a field, as the API server notes it in metadata.managedFields.</summary>
/// <remarks>https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management. What an admission webhook changes is noted under the name of the request that it changes.</remarks>
internal static class FieldManagers
{
    /// <summary>Names of the managers besides the operator that own the field, in order.</summary>
    public static IReadOnlyList<string> OthersOf(JsonObject live, FieldDifference difference) =>
    [
        .. (live["metadata"]?["managedFields"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(entry => IsOwned(entry["fieldsV1"] as JsonObject, difference.Steps))
            .Select(entry => (string?)entry["manager"] ?? "").Where(manager => manager is not ("" or FieldOwner.Name))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static bool IsOwned(JsonObject? fields, IReadOnlyList<string> steps)
    {
        if (fields is not { Count: > 0 })
        {
            return false;
        }

        foreach (var step in steps)
        {
            // A field without members is owned with all that is in it.
            if (fields.Count == 0)
            {
                return true;
            }

            if (fields[step] is not JsonObject inner)
            {
                return false;
            }

            fields = inner;
        }

        return true;
    }
}
