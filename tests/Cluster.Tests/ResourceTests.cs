namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The resource as people meet it: kubectl on a real API server.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ResourceTests(DefinedCluster cluster)
{
    public static TheoryData<string> Good => SampleFiles.Good;

    public static TheoryData<string> Bad => SampleFiles.Bad;

    public static TheoryData<string> Updates => SampleFiles.Updates;

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Apply_GoodSample_IsTakenAndAppliedAgainChangesNothing(string name)
    {
        var space = await SpaceAsync($"good-{name}");
        await cluster.RequireAsync("apply", "-n", space, "-f", SampleFiles.GoodPath(name));
        var before = await cluster.RequireAsync("get", "kcs", "-n", space, "-o", "jsonpath={.items[*].metadata.generation}/{.items[*].metadata.resourceVersion}");

        var diff = await cluster.KubectlAsync("diff", "-n", space, "-f", SampleFiles.GoodPath(name));
        await cluster.RequireAsync("apply", "-n", space, "-f", SampleFiles.GoodPath(name));

        Assert.Equal((0, ""), (diff.Code, diff.Text));
        Assert.Equal(before, await cluster.RequireAsync("get", "kcs", "-n", space, "-o", "jsonpath={.items[*].metadata.generation}/{.items[*].metadata.resourceVersion}"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Apply_BadSample_IsRefusedWithWhatToWrite(string name)
    {
        var (documents, expected) = SampleFiles.ReadBad(name);

        var answer = await cluster.KubectlAsync(["apply", "-n", "default", "--dry-run=server", "-f", "-"], Assert.Single(documents));

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task Apply_ChangeOfWhatCannotChange_IsRefused(string name)
    {
        var (documents, expected) = SampleFiles.ReadBad(name);
        var space = await SpaceAsync(name);
        Assert.Equal(0, (await cluster.KubectlAsync(["apply", "-n", space, "-f", "-"], documents[0])).Code);

        var answer = await cluster.KubectlAsync(["apply", "-n", space, "-f", "-"], documents[1]);

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ShortNameAndCategory_PrintTheColumns()
    {
        var space = await SpaceAsync("columns");
        await cluster.RequireAsync("apply", "-n", space, "-f", SampleFiles.GoodPath("minimal"));

        var narrow = (await cluster.RequireAsync("get", "kcs", "-n", space)).Split('\n');
        var wide = (await cluster.RequireAsync("get", "streamer", "-n", space, "-o", "wide")).Split('\n');

        Assert.Equal(["NAME", "READY", "KEYSPACE", "TABLE", "LAG", "SHARDS", "PODS", "AGE"], narrow[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("media_content", narrow[1], StringComparison.Ordinal);
        Assert.Contains("BUCKET", wide[0], StringComparison.Ordinal);
        Assert.Contains("LAST COMMIT", wide[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scale_ByKubectl_SetsTheReplicas()
    {
        var space = await SpaceAsync("scale");
        await cluster.RequireAsync("apply", "-n", space, "-f", SampleFiles.GoodPath("minimal"));
        var name = await cluster.RequireAsync("get", "kcs", "-n", space, "-o", "name");

        await cluster.RequireAsync("scale", "-n", space, name.Trim(), "--replicas=3");

        Assert.Equal("3", await cluster.RequireAsync("get", name.Trim(), "-n", space, "-o", "jsonpath={.spec.replicas}"));
    }

    private async Task<string> SpaceAsync(string name)
    {
        await cluster.RequireAsync("create", "namespace", name);
        return name;
    }
}
