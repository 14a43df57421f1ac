using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Infrastructure.Tests.Policies;

/// <summary>One action that a policy allows on one resource, or denies.</summary>
/// <param name="Action">Such as s3:PutObject.</param>
/// <param name="Resource">Its ARN.</param>
/// <param name="Condition">When, as JSON.</param>
/// <param name="Denies">Whether it is denied.</param>
internal sealed record Grant(string Action, string Resource, string Condition, bool Denies)
{
    /// <summary>All that a policy allows, in order.</summary>
    public static IReadOnlyList<Grant> Of(string policy) => Of(JsonNode.Parse(policy));

    /// <summary>Whether this allows an action on a resource, where the conditions are met.</summary>
    public bool Allows(string action, string resource) => !Denies && Action == action && Matches(Resource, resource);

    private static List<Grant> Of(JsonNode? policy) =>
    [
        .. (policy?["Statement"]?.AsArray() ?? throw new InvalidDataException("No statements."))
            .Select(statement => statement!.AsObject()) // an array of objects
            .SelectMany(statement => Words(statement[nameof(Action)]).SelectMany(action => Words(statement[nameof(Resource)]).Select(resource =>
                new Grant(action, resource, statement[nameof(Condition)]?.ToJsonString() ?? "", (string?)statement["Effect"] == "Deny"))))
            .Distinct()
            .OrderBy(grant => grant.ToString(), StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Words(JsonNode? node) =>
        node is JsonArray many ? many.Select(word => word!.GetValue<string>()) // IAM knows texts only
        : node?.GetValueKind() == JsonValueKind.String ? [node.GetValue<string>()]
        : [];

    // A star is any text; ${*} is a star itself.
    private static bool Matches(string pattern, string text)
    {
        var expression = System.Text.RegularExpressions.Regex.Escape(pattern)
            .Replace(@"\$\{\*}", "\\u002A", StringComparison.Ordinal)
            .Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.IsMatch(text, $"^{expression}$");
    }
}
