using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>No change of a wanted value goes unseen, and nothing that others add is taken for one.</summary>
public sealed class DriftDetectorProperties
{
    private static readonly IReadOnlyList<JsonObject> Documents =
        [.. StreamSamples.Names.SelectMany(name => OwnedResources.Of(StreamSamples.DesiredOf(name))).Select(child => child.Document)];

    [Fact]
    public void FirstDifference_AnyOneValueChangedOrGone_IsFound()
    {
        var changes = Documents.SelectMany(document => LeavesOf(document).Select(leaf => (document, leaf))).ToList();

        Assert.True(changes.Count > 300);
        Assert.Empty(changes.Where(change => DriftDetector.FirstDifference(change.document, Changed(change.document, change.leaf)) is null).Select(change => $"{change.leaf} changed"));
        Assert.Empty(changes.Where(change => DriftDetector.FirstDifference(change.document, Without(change.document, change.leaf)) is null && change.leaf is not ("$.apiVersion" or "$.kind")).Select(change => $"{change.leaf} gone"));
    }

    [Fact]
    public void FirstDifference_WhateverOthersAdd_IsNotDrift() =>
        Prop.ForAll(Gen.Choose(0, Documents.Count - 1).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), sample =>
        {
            var (index, seed) = sample;
            var live = Documents[index].DeepClone();
            AddMore(live, "", new Random(seed));
            return DriftDetector.FirstDifference(Documents[index], live) is null && !JsonNode.DeepEquals(Documents[index], live);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static IEnumerable<string> LeavesOf(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(member => LeavesOf(member.Value!)), // nothing wanted is null
        JsonArray list => list.SelectMany(item => LeavesOf(item!)), // nothing wanted is null
        _ => [node.GetPath()],
    };

    private static JsonNode Changed(JsonObject document, string path)
    {
        var copy = document.DeepClone();
        var leaf = At(copy, path);
        leaf.ReplaceWith(leaf.GetValueKind() switch
        {
            JsonValueKind.Number => JsonValue.Create(leaf.GetValue<int>() + 1),
            JsonValueKind.String => JsonValue.Create(leaf.GetValue<string>() + "x"),
            _ => JsonValue.Create(!leaf.GetValue<bool>()),
        });
        return copy;
    }

    private static JsonNode Without(JsonObject document, string path)
    {
        var copy = document.DeepClone();
        var leaf = At(copy, path);
        if (leaf.Parent is JsonObject map)
        {
            map.Remove(leaf.GetPropertyName());
        }
        else
        {
            leaf.Parent!.AsArray().RemoveAt(leaf.GetElementIndex()); // a leaf has a parent
        }

        return copy;
    }

    private static JsonNode At(JsonNode root, string path) => Nodes(root).First(node => node.GetPath() == path);

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => (node switch
    {
        JsonObject map => map.SelectMany(member => Nodes(member.Value!)), // nothing wanted is null
        JsonArray list => list.SelectMany(item => Nodes(item!)), // nothing wanted is null
        _ => [],
    }).Prepend(node);

    /// <summary>Members into objects, and items into the lists that have keys, at random places; never into a list that is ours as a whole.</summary>
    private static void AddMore(JsonNode node, string pattern, Random random)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToList())
            {
                AddMore(value!, pattern.Length == 0 ? name : $"{pattern}.{name}", random); // nothing wanted is null
            }

            if (pattern.Length == 0 || random.Next(2) == 0)
            {
                map[$"other{random.Next(100)}"] = "more";
            }
        }
        else if (node is JsonArray list && ListMapKeys.IsKeyed(pattern))
        {
            list.ToList().ForEach(item => AddMore(item!, pattern + "[]", random)); // nothing wanted is null
            list.Insert(random.Next(list.Count + 1), new JsonObject { ["name"] = "other", ["uid"] = "other", ["mountPath"] = "/other", ["port"] = 1, ["containerPort"] = 1 });
        }
    }
}
