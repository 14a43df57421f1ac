using System.Text.Json.Nodes;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Policies;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The installation page hands out the operator's policy as the code has it.</summary>
public sealed class InstallPageTests
{
    private static readonly string Region = ShellVariables.Filled("$AWS_REGION");
    private static readonly string Account = ShellVariables.Filled("$ACCOUNT");

    [Fact]
    public void OperatorPolicy_IsThatOfTheCode()
    {
        var stream = new KeyspacesCdcStream
        {
            Metadata = new k8s.Models.V1ObjectMeta { Name = "media-content", NamespaceProperty = "keyspaces-streams" },
            Spec = new KeyspacesCdcStreamSpec { Source = new SourceSpec { Keyspace = "media", Table = "media_content" }, Destination = new DestinationSpec { Bucket = ShellVariables.Filled("$BUCKET") } },
        };
        var image = $"{Account}.dkr.ecr.{Region}.amazonaws.com/keyspaces-streamer/streampod:0.1.0";

        var shown = Assert.Single(MarkdownPages.All.Single(page => page.Path == "docs/install-eks.md").Blocks.SelectMany(block => HereText.In(block.Text)), text => text.Contains("\"WatchLeases\"", StringComparison.Ordinal));

        Assert.Equal(JsonNode.Parse(OperatorPolicy.Of(stream, Region, Account, image))?.ToJsonString(), JsonNode.Parse(ShellVariables.Filled(shown))?.ToJsonString());
    }
}
