using System.Text.RegularExpressions;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>ARCHITECTURE.md leads to places that exist: each path and type that it names in backticks.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly Lazy<NamedTree> Tree = new(NamedTree.Read);

    [Fact]
    public void Names_Always_AreInTheTree()
    {
        var names = Code().Matches(File.ReadAllText(RepositoryRoot.PathOf("ARCHITECTURE.md"))).Select(match => match.Groups["name"].Value).ToList();

        Assert.True(names.Count > 150);
        Assert.Empty(Tree.Value.Missing(names));
    }

    [Theory]
    [InlineData("src/StreamPod")]
    [InlineData("Shards/ShardLoop")]
    [InlineData("ShardLoop")]
    [InlineData("Watching/Informer")]
    [InlineData("Operator/Api/V1Alpha1/*Spec")]
    [InlineData("config/crd/bases")]
    public void Missing_NameThatIsThere_IsNotTold(string name) => Assert.Empty(Tree.Value.Missing([name]));

    [Theory]
    [InlineData("src/Elsewhere")]
    [InlineData("Commands/ShardLoop")]
    [InlineData("ShardLoopOf" + "Yesterday")]
    [InlineData("config/crd/base")]
    public void Missing_NameThatIsNotThere_IsTold(string name) => Assert.Equal([name], Tree.Value.Missing([name]));

    [GeneratedRegex("`(?<name>[^`\n]+)`")]
    private static partial Regex Code();
}
