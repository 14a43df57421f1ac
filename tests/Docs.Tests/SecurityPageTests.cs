using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s.Models;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Policies;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The lists of permissions on the security page are those of the code.</summary>
public sealed partial class SecurityPageTests
{
    private const string Region = "eu-west-1";
    private const string Account = "111122223333";
    private const string Image = $"{Account}.dkr.ecr.{Region}.amazonaws.com/streampod:1.0";

    private static readonly MarkdownPage Page = MarkdownPages.All.Single(page => page.Path == "docs/security.md");

    [Fact]
    public void Operator_HasThePermissionsOfTheCode() => Assert.Equal(ValuesOf(typeof(AwsActions)), ActionsUnder("### The operator"));

    [Fact]
    public void Pods_HaveThePermissionsOfTheCode() => Assert.Equal(ValuesOf(typeof(PodActions)), ActionsUnder("### The pods of a stream"));

    [Fact]
    public void Statements_AreThoseOfTheCode() => Assert.Equal(
        Streams.SelectMany(stream => new[] { OperatorPolicy.Of(stream, Region, Account, Image), StreamPolicy.Of(stream, Region, Account, finishesEarlierFolders: true) })
            .SelectMany(policy => JsonNode.Parse(policy)!["Statement"]!.AsArray().Select(statement => (string?)statement!["Sid"])).Distinct().Order(StringComparer.Ordinal),
        Statement().Matches(Page.Text.Split("### Statements\n")[1].Split("\n#")[0]).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));

    /// <summary>One that needs little, and one with a key and an endpoint.</summary>
    private static KeyspacesCdcStream[] Streams { get; } =
    [
        new() { Metadata = new V1ObjectMeta { Name = "media" }, Spec = Spec },
        new()
        {
            Metadata = new V1ObjectMeta { Name = "media" },
            Spec = Spec with
            {
                Source = Spec.Source with { Endpoint = "https://streams.example" },
                Destination = Spec.Destination with { Encryption = new EncryptionSpec { Type = EncryptionTypes.AwsKms, KmsKeyId = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0" } },
            },
        },
    ];

    private static KeyspacesCdcStreamSpec Spec => new() { Source = new SourceSpec { Keyspace = "media", Table = "media_content" }, Destination = new DestinationSpec { Bucket = "keyspaces-data" } };

    private static IEnumerable<string> ValuesOf(Type actions) => actions.GetFields()
        .Select(field => field.GetValue(null)).SelectMany(value => value as IEnumerable<string> ?? [$"{value}"]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> ActionsUnder(string heading)
    {
        var section = Page.Text.Split($"{heading}\n")[1].Split("\n#")[0];
        return FirstCell().Matches(section).SelectMany(row => Action().Matches(row.Value)).Select(action => action.Groups["name"].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^\\| `(?<name>[A-Za-z]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`(?<name>[a-z0-9]+:[A-Za-z]+)`")]
    private static partial Regex Action();
}
