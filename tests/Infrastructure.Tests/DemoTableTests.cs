using KeyspacesStreamer.Testing;
using YamlDotNet.RepresentationModel;

namespace KeyspacesStreamer.Infrastructure.Tests;

/// <summary>The CloudFormation template of the demo table.</summary>
public sealed class DemoTableTests
{
    [Fact]
    public void Table_HasCdcOnAndAViewThatIsAllowed()
    {
        var template = Read();

        var cdc = At(template, "Resources", "Table", "Properties", "CdcSpecification");

        Assert.Equal("ENABLED", (string?)At(cdc, "Status"));
        Assert.Equal("ViewType", (string?)At(cdc, "ViewType"));
        Assert.Contains(At(template, "Parameters", "ViewType", "Default"), ((YamlSequenceNode)At(template, "Parameters", "ViewType", "AllowedValues")).Children);
    }

    [Fact]
    public void Names_OfParametersAndResources_AreThere()
    {
        var template = Read();
        var known = new[] { "Parameters", "Resources" }.SelectMany(part => ((YamlMappingNode)At(template, part)).Children.Keys).Select(name => (string?)name).ToList();

        var named = template.AllNodes.OfType<YamlScalarNode>().Where(node => !node.Tag.IsEmpty && node.Tag.Value == "!Ref").Select(node => node.Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    private static YamlNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "cloudformation", "demo-table.yaml"))));
        return yaml.Documents.Single().RootNode;
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (inner, name) => inner[name]);
}
