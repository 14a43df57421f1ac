using System.Text.RegularExpressions;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>Names, subresources and printer columns of the definition.</summary>
public sealed partial class StreamDefinitionTests
{
    private static readonly IReadOnlyList<(string Name, string Path, bool IsWide)> Columns =
    [
        .. StreamDefinition.Version["additionalPrinterColumns"]!.AsArray() // written
            .Select(column => (column!["name"]!.GetValue<string>(), column["jsonPath"]!.GetValue<string>(), column["priority"]?.GetValue<long>() > 0)), // a column has both
    ];

    [Fact]
    public void Names_AreThoseOfTheCode()
    {
        var (document, names) = (StreamDefinition.Document, StreamDefinition.Names);

        Assert.Equal(StreamApi.DefinitionName, (string?)document["metadata"]!["name"]); // part of every object
        Assert.Equal(StreamApi.Group, (string?)document["spec"]!["group"]); // part of every definition
        Assert.Equal(StreamApi.Version, (string?)StreamDefinition.Version["name"]);
        Assert.Equal(StreamApi.Kind, (string?)names["kind"]);
        Assert.Equal(StreamApi.ListKind, (string?)names["listKind"]);
        Assert.Equal(StreamApi.Plural, (string?)names["plural"]);
        Assert.Equal(StreamApi.Singular, (string?)names["singular"]);
        Assert.Equal([StreamApi.ShortName], names["shortNames"]!.AsArray().Select(name => (string?)name)); // written
        Assert.Equal([StreamApi.Category], names["categories"]!.AsArray().Select(name => (string?)name)); // written
    }

    [Fact]
    public void Columns_AreThoseOfTheDesign()
    {
        Assert.Equal(["READY", "KEYSPACE", "TABLE", "LAG", "SHARDS", "PODS", "AGE"], Columns.Where(column => !column.IsWide).Select(column => column.Name.ToUpperInvariant()));
        Assert.Equal(["BUCKET", "STREAM", "LAST COMMIT", "REASON"], Columns.Where(column => column.IsWide).Select(column => column.Name.ToUpperInvariant()));
    }

    [Fact]
    public void Columns_ShowFieldsOfTheSchema() =>
        Assert.Empty(Columns.Where(column => column.Path != ".metadata.creationTimestamp" && StreamDefinition.Schema.Find(FieldOf(column.Path)) is null).Select(column => column.Path));

    [Fact]
    public void Columns_AskForKnownConditions() =>
        Assert.All(Condition().Matches(string.Join(' ', Columns.Select(column => column.Path))), match => Assert.Contains(match.Groups["type"].Value, ConditionTypes.All));

    [Fact]
    public void Scale_NamesFieldsOfTheSchema()
    {
        var scale = StreamDefinition.Version["subresources"]!["scale"]!.AsObject(); // written

        Assert.Equal(3, scale.Count);
        Assert.All(scale, path => Assert.NotNull(StreamDefinition.Schema.Find(FieldOf((string?)path.Value ?? ""))));
    }

    private static string FieldOf(string jsonPath) => Filter().Replace(jsonPath, "[]").TrimStart('.');

    [GeneratedRegex(@"\[\?\([^]]*\)\]")]
    private static partial Regex Filter();

    [GeneratedRegex("@\\.type==\"(?<type>\\w+)\"")]
    private static partial Regex Condition();
}
