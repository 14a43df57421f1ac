namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>A stranger's mistakes, as kubectl tells of them: what is wrong and what to do, and all is well once it is done.</summary>
public sealed class MistakeTests(StreamingStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_BucketIsNotThere_SaysWhichAndGoesOnWhenItIs()
    {
        await using var table = await stand.TableAsync("homeless");
        await stand.Parts.S3.DeleteBucketAsync(table.Bucket, Token);

        await table.ApplyAsync();
        await table.UntilReasonAsync("Ready", "BucketNotFound");
        var (message, pods) = (await table.MessageAsync("Ready"), await table.PodsAsync());
        await stand.Parts.S3.PutBucketAsync(table.Bucket, Token);
        await table.UntilReadyAsync();

        Assert.Contains($"There is no bucket {table.Bucket}. Create it in us-east-1", message, StringComparison.Ordinal);
        Assert.Empty(pods);
        Assert.Contains("BucketNotFound", await table.KubectlAsync("get", "events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_CdcIsOff_SaysSoAndReadsWhatIsLeft()
    {
        await using var table = await stand.TableAsync("silent");
        await stand.Parts.Emulator.PostAsync($"/tables/{StreamedTable.Keyspace}/{table.Table}/disable", new { }, Token);

        await table.ApplyAsync();
        await table.UntilReasonAsync("StreamResolved", "StreamDisabled");
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.Contains("CDC is off", await table.MessageAsync("StreamResolved"), StringComparison.Ordinal);
        Assert.Contains("Turn CDC on again to go on.", await table.MessageAsync("StreamResolved"), StringComparison.Ordinal);
        Assert.Empty(await table.ViolationsAsync());
    }

    [Fact]
    public async Task Apply_PodsMayNotRead_NamesThePermissionAndGoesOnWhenItIsGranted()
    {
        await using var table = await stand.TableAsync("denied");
        await stand.Parts.Emulator.PostAsync("/denied", new { accessKey = "AKIADENIED", operation = "GetRecords" }, Token);
        await stand.Parts.Emulator.PostAsync("/denied", new { accessKey = "AKIADENIED", operation = "GetStream" }, Token);

        await table.ApplyAsync("  pod: { env: [{ name: AWS_ACCESS_KEY_ID, value: AKIADENIED }] }\n");
        await table.UntilReasonAsync("Ready", "AccessDenied");
        var message = await table.MessageAsync("Ready");
        await table.PatchAsync("""{"pod":{"env":[{"name":"AWS_ACCESS_KEY_ID","value":"AKIAGRANTED"}]}}""");
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.Contains("cassandra:GetStream", message, StringComparison.Ordinal);
        Assert.Contains("streamer-operator iam denied", message, StringComparison.Ordinal);
        Assert.Empty(await table.ViolationsAsync());
    }

    [Fact]
    public async Task Apply_TableIsNotThere_SaysWhich()
    {
        await using var table = await stand.MissingTableAsync("misspelt");

        await table.ApplyAsync();
        await table.UntilReasonAsync("Ready", "SourceTableNotFound");

        Assert.Contains($"There is no table {StreamedTable.Keyspace}.{table.Table}", await table.MessageAsync("Ready"), StringComparison.Ordinal);
    }
}
