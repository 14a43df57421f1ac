using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Testing.Specs;

/// <summary>A stream that is written two ways, as settings of a pod and as a resource, and whether it is to be taken.</summary>
/// <param name="Members">Paths of the members that differ from a sound document, with what is there as JSON; null takes the member out.</param>
/// <param name="IsTaken">Whether both must take it; otherwise both must refuse it.</param>
public sealed record SpecCase(IReadOnlyList<(string Path, string? Json)> Members, bool IsTaken)
{
    private const string Sound = """
        {"source":{"keyspace":"media","table":"media_content","region":"eu-west-1"},"destination":{"bucket":"keyspaces-data"},"checkpoint":{"table":"leases"}}
        """;

    /// <summary>The document that a pod reads.</summary>
    public string Settings()
    {
        var document = Changed();
        document["resource"] = new JsonObject { ["name"] = "media" };
        return document.ToJsonString();
    }

    /// <summary>The resource that a user applies.</summary>
    public string Resource() => new JsonObject
    {
        ["apiVersion"] = "keyspaces-streamer.dev/v1alpha1",
        ["kind"] = "KeyspacesCdcStream",
        ["metadata"] = new JsonObject { ["name"] = "media" },
        ["spec"] = Changed(),
    }.ToJsonString();

    public override string ToString() => string.Join(", ", Members.Select(member => $"{member.Path}: {Shortened(member.Json ?? "(left out)")}"));

    private static string Shortened(string text) => text.Length <= 80 ? text : $"{text[..60]}... ({text.Length} units)";

    private JsonObject Changed()
    {
        var document = JsonNode.Parse(Sound)!.AsObject(); // written above
        foreach (var (path, json) in Members)
        {
            var parts = path.Split('.');
            var parent = parts[..^1].Aggregate((JsonNode)document, (node, part) => node[part] ??= new JsonObject()).AsObject();
            if (json is null)
            {
                parent.Remove(parts[^1]);
            }
            else
            {
                parent[parts[^1]] = JsonNode.Parse(json);
            }
        }

        return document;
    }
}
