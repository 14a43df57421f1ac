using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>IAM policies as text, in a fixed order.</summary>
internal static class PolicyDocument
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<PolicyStatement> statements) => Of(statements.Select(StatementOf));

    public static string Of(IEnumerable<JsonObject> statements) =>
        new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) }.ToJsonString(Format);

    /// <summary>Conditions by operator, those of one operator together.</summary>
    public static JsonObject ConditionsOf(IEnumerable<PolicyCondition> conditions)
    {
        var node = new JsonObject();
        foreach (var group in conditions.GroupBy(condition => condition.Operator))
        {
            node[group.Key] = new JsonObject(group.Select(condition => KeyValuePair.Create<string, JsonNode?>(condition.Key, condition.Value)));
        }

        return node;
    }

    private static JsonObject StatementOf(PolicyStatement statement)
    {
        var node = new JsonObject
        {
            ["Sid"] = statement.Sid,
            ["Effect"] = statement.Denies ? "Deny" : "Allow",
            ["Action"] = ArrayOf(statement.Actions),
            ["Resource"] = statement.Resources is [var only] ? only : ArrayOf(statement.Resources),
        };
        if (statement.Conditions.Count > 0)
        {
            node["Condition"] = ConditionsOf(statement.Conditions);
        }

        return node;
    }

    private static JsonArray ArrayOf(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
