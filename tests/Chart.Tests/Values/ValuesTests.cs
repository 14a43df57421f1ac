using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Chart.Tests.Values;

/// <summary>values.yaml, the schema and the templates speak of the same values.</summary>
public sealed partial class ValuesTests
{
    // Values that come from YAML as whole groups, and are handed on by name.
    private static readonly string[] HandedOn = ["image", "streamImage"];

    [Fact]
    public void Values_HaveComments() => Assert.All(ValuesFile.Lines, line => Assert.Matches(@"^[A-Z0-9a-z].*\.$", line.Comment));

    [Fact]
    public void Values_AreUsedByATemplate()
    {
        var used = TemplateUses.Paths.ToHashSet();

        Assert.All(ValuesFile.Leaves, leaf => Assert.True(used.Contains(leaf.Path) || IsMemberOfImage(leaf.Path), $"{leaf.Path} is used by no template."));
    }

    [Fact]
    public void Uses_AreOfValuesThatExist()
    {
        var existing = ValuesFile.Lines.Select(line => line.Path).ToHashSet();

        Assert.NotEmpty(TemplateUses.Paths);
        Assert.All(TemplateUses.Paths, path => Assert.Contains(path, existing));
    }

    [Fact]
    public void Values_AreThoseOfTheSchema() =>
        Assert.Equal(ValuesFile.Leaves.Select(leaf => leaf.Path).Append("global").Order(StringComparer.Ordinal), SchemaFile.Leaves.Order(StringComparer.Ordinal));

    [Fact]
    public void Schema_RefusesWhatItDoesNotName() =>
        Assert.All(SchemaFile.Objects, item => Assert.True(item.Node["additionalProperties"]?.ToJsonString() == "false", $"{item.Path} takes anything."));

    [Fact]
    public void Schema_SaysWhatEverythingIs() =>
        Assert.All(SchemaFile.Described, item => Assert.True(
            !string.IsNullOrEmpty((string?)item.Node["title"]) && ((string?)item.Node["description"])?.EndsWith('.') == true, $"{item.Path} has no title, or no sentence for a description."));

    [Theory]
    [InlineData("lookup")]
    [InlineData("now")]
    [InlineData("htpasswd")]
    [InlineData("uuidv4")]
    [InlineData("shuffle")]
    [InlineData("rand[A-Z][A-Za-z]*")]
    [InlineData("gen[A-Z][A-Za-z]*")]
    [InlineData("getHostByName")]
    public void Templates_ReadNothingButTheirValues(string function) =>
        Assert.All(TemplateUses.Templates, template => Assert.DoesNotMatch($@"(\{{\{{-? *|[(|] *){function}\b", Comment().Replace(template.Value, "")));

    private static bool IsMemberOfImage(string path) =>
        HandedOn.Contains(path.Split('.')[0]) && TemplateUses.Templates["templates/_helpers.tpl"].Contains($".image.{path.Split('.')[^1]}", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{-?\s*/\*.*?\*/\s*-?\}\}", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
