using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Policies;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Operator.Tests.Aws.Policies;

/// <summary>Policies allow what the code calls: no less, no more.</summary>
public sealed partial class PolicyActionsTests
{
    private const string Region = "eu-west-1";
    private const string Account = "111122223333";
    private const string Image = Account + ".dkr.ecr.eu-west-1.amazonaws.com/streampod:1.0";

    [Fact]
    public void OperatorPolicies_AllKindsOfStreams_AllowExactlyTheOperatorsActions()
    {
        var pinned = Stream(spec => spec with { Source = spec.Source with { Endpoint = "https://streams.test" }, Checkpoint = new() { DeletionPolicy = "Delete" } });

        var allowed = new[] { Stream(spec => spec), pinned }.SelectMany(stream => ActionsIn(OperatorPolicy.Of(stream, Region, Account, Image))).Distinct().Order();

        var called = typeof(AwsActions).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetValue(null)!).Distinct().Order(); // constants of text
        Assert.Equal(called, allowed);
    }

    [Fact]
    public void OperatorPolicy_TableLookedUp_IsAllowedOnTheTableAndTheSystemKeyspaces()
    {
        var policy = JsonNode.Parse(OperatorPolicy.Of(Stream(spec => spec), Region, Account, Image));

        var statement = Assert.Single(policy!["Statement"]!.AsArray(), statement => (string?)statement!["Sid"] == "LookUpTable"); // policies of ours
        Assert.Equal(
            """["arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content","arn:aws:cassandra:eu-west-1:111122223333:/keyspace/system*"]""",
            statement!["Resource"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Flat", null)]
    [InlineData("Debezium", null)]
    [InlineData("Flat", "https://vpce-1.cassandra-streams.eu-west-1.vpce.amazonaws.com")]
    public void OperatorPolicy_TypedShape_IsAllowedOnTableKeyspaceAndSystemKeyspaces(string record, string? endpoint)
    {
        var stream = Stream(spec => spec with { Source = spec.Source with { Endpoint = endpoint }, Destination = spec.Destination with { Record = record } });

        var policy = JsonNode.Parse(OperatorPolicy.Of(stream, Region, Account, Image));

        var statement = Assert.Single(policy!["Statement"]!.AsArray(), statement => (string?)statement!["Sid"] == "LookUpTable"); // policies of ours
        Assert.Equal(
            """["arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content","arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/","arn:aws:cassandra:eu-west-1:111122223333:/keyspace/system*"]""",
            statement!["Resource"]!.ToJsonString());
    }

    [Fact]
    public void OperatorActions_EachConstant_StandsAtACall()
    {
        var code = CodeIn("src/Operator/Aws", path => !path.EndsWith("AwsActions.cs", StringComparison.Ordinal) && !path.Contains("/Policies/", StringComparison.Ordinal));

        var unused = typeof(AwsActions).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.Name)
            .Where(name => name != nameof(AwsActions.TagTable) && !code.Contains($"AwsActions.{name}", StringComparison.Ordinal));

        Assert.Empty(unused);
    }

    [Fact]
    public void PodActions_OnLeases_AreThoseOfThePodsCalls()
    {
        var calls = DynamoDbCall().Matches(CodeIn("src/StreamPod/Leases/DynamoDb", _ => true)).Select(match => $"dynamodb:{match.Groups["call"].Value}").Distinct().Order();

        Assert.Equal(calls, PodActions.Leases.Append(PodActions.CreateTable).Order());
    }

    [Fact]
    public void PodActions_OnStreams_AreThoseOfThePodsCallsWithAPinnedStream()
    {
        var calls = StreamCall().Matches(CodeIn("src/StreamPod/Reading", _ => true)).Select(match => $"cassandra:{match.Groups["call"].Value}").Distinct().Order();

        Assert.Equal(calls, PodActions.Stream.Append("cassandra:ListStreams").Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StreamPolicy_TableThatTheOperatorCreatesOrNobody_PodsMayNot(bool create)
    {
        var actions = ActionsIn(StreamPolicy.Of(Stream(spec => spec with { Checkpoint = new() { Create = create } }), Region, Account));

        Assert.Contains(PodActions.Leases[0], actions);
        Assert.DoesNotContain(PodActions.CreateTable, actions);
    }

    [Theory]
    [InlineData("alias/data", "\"arn:aws:kms:eu-west-1:111122223333:key/*\"")]
    [InlineData("alias/data", "\"kms:ResourceAliases\": \"alias/data\"")]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:alias/data", "\"kms:ResourceAliases\": \"alias/data\"")]
    [InlineData("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "\"arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\"")]
    public void StreamPolicy_KeyByAnyName_IsAllowedAlone(string key, string expected)
    {
        var stream = Stream(spec => spec with { Destination = spec.Destination with { Encryption = new() { Type = EncryptionTypes.AwsKms, KmsKeyId = key } } });

        Assert.Contains(expected, StreamPolicy.Of(stream, Region, Account), StringComparison.Ordinal);
    }

    [Fact]
    public void StreamPolicy_PrefixWithWildcards_IsTakenLiterally()
    {
        var stream = Stream(spec => spec with { Destination = spec.Destination with { Prefix = "a*b?/$c/" } });

        Assert.Contains("\"arn:aws:s3:::data/a${*}b${?}/${$}c/media/media_content/*\"", StreamPolicy.Of(stream, Region, Account), StringComparison.Ordinal);
    }

    [Fact]
    public void StreamPolicy_EarlierFolders_AreThoseOfTheTableAlone()
    {
        var stream = Stream(spec => spec with { Destination = spec.Destination with { Prefix = "cdc/" } });

        var policy = StreamPolicy.Of(stream, Region, Account, finishesEarlierFolders: true);

        Assert.Contains("\"arn:aws:s3:::data/cdc/_gaps/media/media_content/*\"", policy, StringComparison.Ordinal);
        Assert.Contains("\"arn:aws:s3:::data/cdc/_quarantine/media/media_content/*\"", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("_gaps", StreamPolicy.Of(stream, Region, Account), StringComparison.Ordinal);
    }

    private static KeyspacesCdcStream Stream(Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec> change) => new()
    {
        Spec = change(new KeyspacesCdcStreamSpec { Source = new() { Keyspace = "media", Table = "media_content" }, Destination = new() { Bucket = "data" } }),
    };

    private static IReadOnlyList<string> ActionsIn(string policy) =>
        [.. JsonNode.Parse(policy)!["Statement"]!.AsArray().SelectMany(statement => statement!["Action"]!.AsArray().Select(action => (string)action!))]; // policies of ours

    private static string CodeIn(string folder, Func<string, bool> isMeant) => string.Concat(
        Directory.EnumerateFiles(RepositoryRoot.PathOf(folder.Split('/')), "*.cs", SearchOption.AllDirectories).Where(isMeant).Select(File.ReadAllText));

    [GeneratedRegex(@"clients\.(?:Reads|Writes)\.(?<call>\w+)Async\(")]
    private static partial Regex DynamoDbCall();

    [GeneratedRegex(@"(?:client|_records)\.(?<call>\w+)Async\(")]
    private static partial Regex StreamCall();
}
