using System.Text;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>Everything wrong with a document is said at once, with path, value and what to write.</summary>
public sealed class SettingsProblemTests
{
    [Theory]
    [InlineData("resource.name", "\"Media\"", "lower-case")]
    [InlineData("resource.namespace", "\"a_b\"", "lower-case")]
    [InlineData("source.keyspace", "\"_media\"", "1 to 48")]
    [InlineData("source.table", "\"a-b\"", "1 to 48")]
    [InlineData("source.table", "\"t\\n\"", "1 to 48")]
    [InlineData("source.table", "7", "1 to 48")]
    [InlineData("source.region", "\"Ireland\"", "eu-west-1")]
    [InlineData("source.streamArn", "\"arn:aws:kinesis:eu-west-1:1:x\"", "arn:aws:cassandra")]
    [InlineData("source.streamArn", "\"arn:aws:cassandra:eu-west-1:123456789012:/keyspace/media/table/other/stream/2026-01-02T03:04:05.678\"", "media.media_content")]
    [InlineData("source.startFrom", "\"trimHorizon\"", "TrimHorizon or Latest. Did you mean TrimHorizon?")]
    [InlineData("source.startFrom", "1", "TrimHorizon or Latest")]
    [InlineData("source.onTrimmedData", "\"Stop\"", "Halt or Continue")]
    [InlineData("source.onUnreadableRecord", "\"Skip\"", "Halt or Quarantine")]
    [InlineData("source.endpoint", "\"localhost:8000\"", "https:// or http://")]
    [InlineData("destination.bucket", "\"Upper\"", "3 to 63")]
    [InlineData("destination.bucket", "\"\"", "3 to 63")]
    [InlineData("destination.bucket", "\"keyspaces--euw1-az1--x-s3\"", "directory bucket")]
    [InlineData("destination.bucket", "\"keyspaces--table-s3\"", "table bucket")]
    [InlineData("destination.prefix", "\"/raw\"", "leading slash")]
    [InlineData("destination.prefix", "\"a/../b\"", "'..'")]
    [InlineData("destination.keyTemplate", "\"\"", "{keyspace}")]
    [InlineData("destination.format", "\"Json\"", "JsonLines")]
    [InlineData("destination.compression", "\"gzip\"", "Did you mean Gzip?")]
    [InlineData("destination.recordMetadata", "\"true\"", "without quotes")]
    [InlineData("destination.rotation", "[]", "{ ... }")]
    [InlineData("destination.rotation.maxRecords", "0", "1 to 1,000,000")]
    [InlineData("destination.rotation.maxRecords", "1000001", "1 to 1,000,000")]
    [InlineData("destination.rotation.maxRecords", "\"5\"", "whole number")]
    [InlineData("destination.rotation.maxRecords", "1.5", "whole number")]
    [InlineData("destination.rotation.maxBytes", "1023", "1Ki to 1Gi")]
    [InlineData("destination.rotation.maxBytes", "\"2Gi\"", "1Ki to 1Gi")]
    [InlineData("destination.rotation.maxBytes", "\"64MB\"", "64Mi")]
    [InlineData("destination.rotation.maxAge", "\"999ms\"", "1s to 15m")]
    [InlineData("destination.rotation.maxAge", "\"00:15:01\"", "1s to 15m")]
    [InlineData("destination.rotation.maxAge", "60", "60s")]
    [InlineData("destination.encryption.type", "\"kms\"", "AES256 or aws:kms")]
    [InlineData("destination.storageClass", "\"standard\"", "STANDARD_IA")]
    [InlineData("destination.tags.aws:x", "\"1\"", "aws:")]
    [InlineData("destination.tags.a", "1", "quotes")]
    [InlineData("destination.expectedBucketOwner", "\"1234\"", "12 digits")]
    [InlineData("destination.endpoint", "\"sqlite:///tmp\"", "file://")]
    [InlineData("checkpoint.table", "\"ab\"", "3 to 255")]
    [InlineData("checkpoint.create", "\"no\"", "true or false")]
    [InlineData("checkpoint.endpoint", "\"file:///tmp\"", "sqlite://")]
    [InlineData("pod.memoryBudgetBytes", "\"1Mi\"", "16Mi to 64Gi")]
    [InlineData("pod.maxConcurrentReads", "1001", "1 to 1,000")]
    [InlineData("pod.maxConcurrentPuts", "0", "1 to 256")]
    [InlineData("pod.heartbeatInterval", "\"61s\"", "100ms to 1m")]
    [InlineData("pod.workerTimeout", "\"8s\"", "three heartbeats, 9s")]
    [InlineData("pod.handoffTimeout", "\"0s\"", "1s to 10m")]
    [InlineData("pod.shardSyncInterval", "\"2h\"", "1s to 1h")]
    [InlineData("pod.idlePollMin", "\"5ms\"", "10ms to 1m")]
    [InlineData("pod.idlePollMax", "\"200ms\"", "250ms")]
    [InlineData("pod.drainTimeout", "\"11m\"", "1s to 10m")]
    [InlineData("pod.fatalLinger", "\"6m\"", "0s to 5m")]
    [InlineData("pod.port", "65536", "0 to 65,535")]
    public void WrongValue_IsNamedWithWhatToWrite(string path, string value, string wanted)
    {
        var problem = Assert.Single(ProblemsOf(With(path, JsonNode.Parse(value))));

        Assert.Equal(path, problem.Path);
        Assert.Contains(wanted, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resource")]
    [InlineData("resource.name")]
    [InlineData("source")]
    [InlineData("source.keyspace")]
    [InlineData("source.table")]
    [InlineData("source.region")]
    [InlineData("destination")]
    [InlineData("destination.bucket")]
    [InlineData("checkpoint")]
    [InlineData("checkpoint.table")]
    public void MissingRequiredMember_IsNamedOnce(string path)
    {
        var problem = Assert.Single(ProblemsOf(With(path, null)));

        Assert.Equal((path, "(missing)"), (problem.Path, problem.Value));
        Assert.StartsWith("required", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("destination.rotation.maxage", "Did you mean maxAge?")]
    [InlineData("destination.bukcet", "Did you mean bucket?")]
    [InlineData("pods", "Did you mean pod?")]
    [InlineData("pod.colour", "known here: memoryBudgetBytes")]
    public void UnknownMember_IsRefusedWithTheNearestName(string path, string wanted)
    {
        var problem = Assert.Single(ProblemsOf(With(path, JsonValue.Create("x"))));

        Assert.Equal((path, "x"), (problem.Path, problem.Value));
        Assert.Contains(wanted, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllProblems_AreSaidAtOnceInTheOrderOfTheSettings()
    {
        const string document = """
            {"resource":{"name":"A"},"source":{"keyspace":"media","table":"t","region":"x","endPoint":"y"},
             "destination":{"bucket":"b","rotation":{"maxAge":"1h","maxRecords":0}},"pod":{"port":-1},"extra":1}
            """;

        var paths = ProblemsOf(document).Select(problem => problem.Path);

        Assert.Equal(["resource.name", "source.region", "source.endPoint", "destination.bucket", "destination.rotation.maxRecords", "destination.rotation.maxAge", "checkpoint", "pod.port", "extra"], paths);
    }

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{\n  // why\n}", "line 2, byte 3")]
    [InlineData("{\"resource\":{},}", "line 1, byte 16")]
    public void NotJson_SaysTheLine(string document, string place)
    {
        var problem = Assert.Single(ProblemsOf(document));

        Assert.Equal(("", place), (problem.Path, problem.Value));
        Assert.Contains("not a JSON document", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotAnObject_IsOneProblem()
    {
        var problem = Assert.Single(ProblemsOf("[1]"));

        Assert.Equal("[...]: write an object, { ... }.", problem.ToString());
    }

    [Fact]
    public void KeyTemplate_IsAskedOfWhoeverKnowsItsVariables()
    {
        var document = Encoding.UTF8.GetBytes(With("destination.keyTemplate", JsonValue.Create("{x}")).Replace("media\"", "-\"", StringComparison.Ordinal));

        var problems = SettingsDocument.Read(document, template => [$"{template} is unknown", "no number"]).Problems;

        Assert.Contains("destination.keyTemplate: {x}: {x} is unknown; no number.", problems.Select(problem => problem.ToString()));
        Assert.Contains(problems, problem => problem.Path == "resource.name");
    }

    [Fact]
    public void MemberTwice_IsRefused()
    {
        var document = Sound().Replace("\"bucket\"", "\"prefix\":\"a\",\"prefix\":\"b\",\"bucket\"", StringComparison.Ordinal);

        Assert.Equal("destination.prefix: b: appears twice; keep one.", Assert.Single(ProblemsOf(document)).ToString());
    }

    [Fact]
    public void KmsKeyWithAes256_IsRefused()
    {
        var document = With("destination.encryption", JsonNode.Parse("""{"type":"AES256","kmsKeyId":"alias/one"}"""));

        Assert.Equal("destination.encryption.kmsKeyId", Assert.Single(ProblemsOf(document)).Path);
    }

    [Fact]
    public void ElevenTags_AreRefused()
    {
        var tags = new JsonObject(Enumerable.Range(0, 11).Select(number => KeyValuePair.Create($"t{number}", (JsonNode?)"v")));

        Assert.Equal("destination.tags: (11 tags): S3 takes 10 tags at most.", Assert.Single(ProblemsOf(With("destination.tags", tags))).ToString());
    }

    private static IReadOnlyList<SettingsProblem> ProblemsOf(string document)
    {
        var result = SettingsDocument.Read(Encoding.UTF8.GetBytes(document));
        Assert.Null(result.Settings);
        return result.Problems;
    }

    private static string Sound() => """
        {"resource":{"name":"media"},"source":{"keyspace":"media","table":"media_content","region":"eu-west-1"},
         "destination":{"bucket":"keyspaces-data"},"checkpoint":{"table":"leases"},"pod":{}}
        """;

    /// <summary>The sound document with one member set, or removed by null.</summary>
    private static string With(string path, JsonNode? value)
    {
        var document = JsonNode.Parse(Sound())!;
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate(document, (node, part) => node[part] ??= new JsonObject());
        if (value is null)
        {
            parent.AsObject().Remove(parts[^1]);
        }
        else
        {
            parent[parts[^1]] = value;
        }

        return document.ToJsonString();
    }
}
