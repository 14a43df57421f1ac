using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Operator.Tests.Commands;

/// <summary>The verbs take their options, say what is wrong, and end with the documented codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Issuer = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
    private const string Provider = "arn:aws:iam::111122223333:oidc-provider/" + Issuer;

    private readonly CommandFixture _commands = new();

    public void Dispose() => _commands.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("start")]
    [InlineData("run now")]
    [InlineData("iam")]
    [InlineData("iam content")]
    [InlineData("iam content --account 12")]
    [InlineData("iam content --account 111122223333 --region eu-west-1a")]
    [InlineData("iam content --oidc-provider oidc.eks.eu-west-1.amazonaws.com")]
    [InlineData("iam content -f nowhere.yaml")]
    [InlineData("iam content --account 111122223333 --operator streamer")]
    public async Task WrongCommandLine_IsRefusedWithItsCode(string line)
    {
        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.NotEmpty(_commands.Error);
        Assert.Empty(_commands.Runs);
    }

    [Fact]
    public async Task Help_NamesTheVerbs()
    {
        await _commands.RunAsync("--help");

        Assert.All(new[] { "run", "iam", "check", "version" }, verb => Assert.Contains($"  {verb} ", _commands.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TakesItsOptionsFromTheEnvironmentAndGivesItsOwnCode()
    {
        _commands.Environment["RECONCILE_WORKERS"] = "3";

        Assert.Equal(ExitCodes.DrainTimedOut, await _commands.RunAsync("run"));

        Assert.Equal(3, Assert.Single(_commands.Runs).ReconcileWorkers);
    }

    [Fact]
    public async Task Run_WrongEnvironment_SaysAllOfItAndDoesNotStart()
    {
        _commands.Environment["RECONCILE_WORKERS"] = "many";
        _commands.Environment.Remove("STREAMER_IMAGE");

        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync("run"));

        Assert.Equal(2, _commands.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Empty(_commands.Runs);
    }

    [Fact]
    public async Task Version_IsThatOfTheBuild()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("version"));
        Assert.Matches(@"^\d+\.\d+\.\d+\r?\n$", _commands.Output);
    }

    [Fact]
    public async Task Check_EverythingIsThere_IsOk()
    {
        _commands.Findings.Add(CheckFinding.Good("there."));

        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("check"));
        Assert.Equal("ok   check 0: there.", _commands.Output.TrimEnd());
    }

    [Fact]
    public async Task Check_SomethingIsMissing_LooksAtTheRestAndGivesTheFirstCode()
    {
        _commands.Findings.AddRange([CheckFinding.Good("there."), new(ExitCodes.MissingPermission, "missing."), new(ExitCodes.Unavailable, "away."), CheckFinding.Good("there.")]);

        Assert.Equal(ExitCodes.MissingPermission, await _commands.RunAsync("check"));
        Assert.Equal(["ok   check 0: there.", "FAIL check 1: missing.", "FAIL check 2: away.", "ok   check 3: there."], _commands.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Iam_StreamOfTheCluster_PrintsOneDocument()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("iam", "content", "-n", "media", "--account", "111122223333"));

        Assert.Equal("{\n  \"policy\": {\n    \"for\": \"content\"\n  }\n}", _commands.Output.TrimEnd());
        Assert.Equal(("eu-west-1", "111122223333", null), (_commands.Requests[0].Region, _commands.Requests[0].Account, _commands.Requests[0].OidcIssuer));
    }

    [Fact]
    public async Task Iam_WithProvider_PrintsTheTrustPolicyToo()
    {
        await _commands.RunAsync("iam", "content", "--oidc-provider", Provider);

        Assert.Contains($"\"trustPolicy\": {{\n    \"by\": \"{Issuer}\"", _commands.Output, StringComparison.Ordinal);
        Assert.Equal("111122223333", _commands.Requests[0].Account);
    }

    [Fact]
    public async Task Iam_WithTheOperatorsServiceAccount_PrintsTheDocumentsOfItsRoleToo()
    {
        await _commands.RunAsync("iam", "content", "--oidc-provider", Provider, "--operator", "streams/streamer", "--image", "host/streampod:1");

        var request = Assert.Single(_commands.Requests);
        Assert.Equal((new NamespacedName("streams", "streamer"), "host/streampod:1"), (request.Operator, request.Image));
        Assert.Equal(["policy", "trustPolicy", "operatorPolicy", "operatorTrustPolicy"], JsonNode.Parse(_commands.Output)!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Iam_StreamOfAFile_IsReadFromIt()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("iam", "media-content", "-n", "sport", "--account", "111122223333", "-f", RepositoryRoot.PathOf("config", "samples", "minimal.yaml")));

        var stream = Assert.Single(_commands.Requests).Stream;
        Assert.Equal(("sport", "media_content"), (stream.Metadata.NamespaceProperty, stream.Spec.Source.Table));
    }

    [Fact]
    public async Task Iam_NoRegionAnywhere_AsksForIt()
    {
        _commands.Environment.Remove("AWS_REGION");

        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync("iam", "content", "--account", "111122223333"));
        Assert.Equal("content names no region: write --region REGION.", _commands.Error.TrimEnd());
    }

    [Fact]
    public async Task Iam_NoSuchStream_SaysWhere()
    {
        Assert.Equal(ExitCodes.MissingResource, await _commands.RunAsync("iam", "other", "--account", "111122223333"));
        Assert.Equal("There is no KeyspacesCdcStream other in the cluster.", _commands.Error.TrimEnd());
    }

    [Theory]
    [InlineData("", "every object in data")]
    [InlineData("team1", "every object whose key begins with team1 in data")]
    public async Task Iam_KeysWithoutAFolderOfTheirOwn_AreRefusedUnlessThatIsMeant(string prefix, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("stream.yaml");
        await File.WriteAllTextAsync(
            file,
            $$"""
            kind: KeyspacesCdcStream
            metadata: { name: wide }
            spec:
              source: { keyspace: media, table: content, region: eu-west-1 }
              destination: { bucket: data, prefix: "{{prefix}}", keyTemplate: "{yyyy}/{sequenceNumber}.json" }
            """,
            TestContext.Current.CancellationToken);

        var refused = await _commands.RunAsync("iam", "wide", "--account", "111122223333", "-f", file);
        var taken = await _commands.RunAsync("iam", "wide", "--account", "111122223333", "-f", file, "--allow-shared-prefix", "--earlier-folders");

        Assert.Equal((ExitCodes.InvalidSettings, ExitCodes.Ok), (refused, taken));
        Assert.Contains(expected, _commands.Error, StringComparison.Ordinal);
        Assert.True(Assert.Single(_commands.Requests).FinishesEarlierFolders);
    }

    [Fact]
    public async Task Iam_KeysInPartitionsOfHive_HaveAFolderOfTheirOwn()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("stream.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            kind: KeyspacesCdcStream
            metadata: { name: hive }
            spec:
              source: { keyspace: media, table: content, region: eu-west-1 }
              destination: { bucket: data, keyTemplate: "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json", format: Parquet, record: Flat }
            """,
            TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("iam", "hive", "--account", "111122223333", "-f", file));
    }
}
