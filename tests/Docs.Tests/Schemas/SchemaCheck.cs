using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Docs.Tests.Schemas;

/// <summary>Holds a document to the schema of KeyspacesCdcStream: names, types, words, patterns and limits. The rules in CEL are the API server's work.</summary>
internal static class SchemaCheck
{
    private static readonly JsonObject Schema = Load();

    /// <summary>What is wrong, each with its path.</summary>
    public static IReadOnlyList<string> ProblemsOf(JsonNode document) => [.. Problems("", document, Schema)];

    private static IEnumerable<string> Problems(string path, JsonNode? value, JsonObject schema) => value switch
    {
        null => [$"{path} is empty"],
        JsonObject map => ProblemsOfMap(path, map, schema),
        JsonArray list when schema["items"] is JsonObject items => list.SelectMany((item, index) => Problems($"{path}[{index}]", item, items)),
        JsonValue scalar => ProblemsOfScalar(path, scalar, schema),
        _ => [$"{path} is a list"],
    };

    private static IEnumerable<string> ProblemsOfMap(string path, JsonObject map, JsonObject schema)
    {
        if (schema["type"]?.GetValue<string>() != "object")
        {
            return [$"{path} is an object"];
        }

        var properties = schema["properties"] as JsonObject ?? [];
        var others = schema["additionalProperties"] as JsonObject;
        var isOpen = path is "metadata"; // the API server's own schema
        var missing = (schema["required"] as JsonArray ?? []).Select(name => $"{name}").Where(name => !map.ContainsKey(name)).Select(name => $"{path}.{name} is missing");
        return missing.Concat(map.SelectMany(member =>
            (properties[member.Key] ?? others) is JsonObject known ? Problems($"{path}.{member.Key}".TrimStart('.'), member.Value, known)
            : isOpen || (path.Length == 0 && member.Key is "apiVersion" or "kind" or "metadata") ? []
            : new[] { $"{path}.{member.Key} is unknown" }));
    }

    private static IEnumerable<string> ProblemsOfScalar(string path, JsonValue value, JsonObject schema)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (!FitsType(value.GetValueKind(), schema))
        {
            yield return $"{path}: {text} is not of type {schema["type"]}";
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => $"{word}" == text))
        {
            yield return $"{path}: {text} is none of its words";
        }

        if (schema["pattern"] is { } pattern && value.GetValueKind() == JsonValueKind.String && !Regex.IsMatch(text, $"{pattern}"))
        {
            yield return $"{path}: {text} does not fit {pattern}";
        }

        if ((LimitOf(schema, "maxLength") < text.Length) || (LimitOf(schema, "minLength") > text.Length))
        {
            yield return $"{path}: {text} is too long or too short";
        }

        if (value.GetValueKind() == JsonValueKind.Number && double.Parse(text, CultureInfo.InvariantCulture) is var number && (number < LimitOf(schema, "minimum") || number > LimitOf(schema, "maximum")))
        {
            yield return $"{path}: {text} is out of range";
        }
    }

    private static bool FitsType(JsonValueKind kind, JsonObject schema) =>
        schema["x-kubernetes-int-or-string"] is not null || schema["type"]?.GetValue<string>() switch
        {
            "string" => kind == JsonValueKind.String,
            "integer" or "number" => kind == JsonValueKind.Number,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            _ => false,
        };

    private static double? LimitOf(JsonObject schema, string name) => schema[name] is { } limit ? double.Parse(limit.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static JsonObject Load()
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf("config", "crd", "bases", "keyspaces-streamer.dev_keyspacescdcstreams.yaml"));
        return YamlText.Read(text)?["spec"]?["versions"]?[0]?["schema"]?["openAPIV3Schema"] as JsonObject ?? throw new InvalidDataException("The definition has no schema.");
    }
}
