using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.Testing.Specs;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

/// <summary>The settings judge every document of the corpus as it says; an API server is asked the same in tests/Cluster.Tests.</summary>
public sealed class SpecCorpusTests
{
    [Fact]
    public void Settings_TakeAndRefuseWhatTheCorpusSays() =>
        Assert.Empty(SpecCorpus.All.Where(document => IsTaken(document) != document.IsTaken).Select(document => $"{(document.IsTaken ? "refused" : "taken")}: {document}"));

    [Fact]
    public void Settings_TakeWhatOnlyTheyTake() =>
        Assert.Empty(SpecCorpus.OnlyInSettings.Where(document => !IsTaken(document)).Select(document => document.ToString()));

    [Fact]
    public void Corpus_HasBothKindsOfEveryFieldThatBothKnow()
    {
        var taken = PathsOf(isTaken: true);
        var refused = PathsOf(isTaken: false);

        Assert.True(SpecCorpus.All.Count > 500, $"{SpecCorpus.All.Count} documents");
        Assert.Equal(
            ["checkpoint", "destination", "source"],
            taken.Intersect(refused).Select(path => path.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(taken.Except(refused));
    }

    private static HashSet<string> PathsOf(bool isTaken) => [.. SpecCorpus.All.Where(document => document.IsTaken == isTaken).SelectMany(document => document.Members).Select(member => member.Path)];

    private static bool IsTaken(SpecCase document) => SettingsFile.Read(System.Text.Encoding.UTF8.GetBytes(WithSchema(document.Settings()))).Settings is not null;

    /// <summary>Typed rows need the table's columns, which no resource has: the operator asks for them. These take every option.</summary>
    private static string WithSchema(string settings)
    {
        var document = JsonNode.Parse(settings)!;
        if (document["destination"] is not JsonObject destination || destination["record"]?.ToString() is not ("Flat" or "Debezium") || document["source"] is not JsonObject source)
        {
            return settings;
        }

        var named = destination["columns"] is JsonObject columns ? columns.Select(column => column.Key) : [];
        source["schema"] = new JsonObject
        {
            ["columns"] = new JsonArray(
            [
                new JsonObject { ["name"] = "the key", ["type"] = "int", ["kind"] = "PartitionKey" },
                .. named.Select(name => new JsonObject { ["name"] = name, ["type"] = "tuple<decimal, varint, uuid>" }),
            ]),
        };
        return document.ToJsonString();
    }
}
