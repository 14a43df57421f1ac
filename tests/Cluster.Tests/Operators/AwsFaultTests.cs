using Amazon.S3.Model;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>AWS that throttles, fails, refuses connections, hangs, or has lost what was there: the condition says so, other streams go on, and all is well again by itself.</summary>
[Collection(OperatorCollection.Name)]
public sealed class AwsFaultTests(OperatorStand stand)
{
    private const int Hanging = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PassingFaults_OfOneStreamsServices_AreToldAndPass()
    {
        await using var running = await stand.StartOperatorAsync("passing");
        await using var space = await FaultySpace.MakeAsync(stand, "passing");
        space.Add("throttled").Tables.SayAlways(AwsStub.Refusal(400, "ThrottlingException", "Rate exceeded"));
        space.Add("failing").Tables.SayAlways(AwsStub.Refusal(500, "InternalServerError", "We encountered an internal error."));
        space.Add("slow-down").Buckets.SayAlways(new S3StubAnswer(503));
        space.Add("cut").Tables.SayAlways(S3StubAnswer.CutConnection);
        await space.ApplyAsync();

        var found = await space.UntilAsync(
            ("throttled", "CheckpointTableReady", "Throttled"), ("failing", "CheckpointTableReady", "Unavailable"), ("slow-down", "DestinationReady", "Unavailable"),
            ("cut", "CheckpointTableReady", "Unavailable"), ("cut", "StreamResolved", "StreamPinned"));
        Array.ForEach([.. space.Streams], stream => stream.Mend());
        await space.UntilDeployedAsync(space.Streams.Count);

        Assert.Contains("throttled-leases in us-east-1 was throttled", found.Of("throttled", "CheckpointTableReady").Message, StringComparison.Ordinal);
        // What an address of the spec says in words is not repeated.
        Assert.Contains("(500 InternalServerError).", found.Of("failing", "CheckpointTableReady").Message, StringComparison.Ordinal);
        Assert.Contains("could not be reached", found.Of("cut", "CheckpointTableReady").Message, StringComparison.Ordinal);
        Assert.Equal("Unknown", found.Of("cut", "CheckpointTableReady").Status);
    }

    [Fact]
    public async Task NobodyListens_IsToldWithTheAddress()
    {
        await using var running = await stand.StartOperatorAsync("nobody");
        await using var space = await FaultySpace.MakeAsync(stand, "nobody");
        var nowhere = new Uri($"http://127.0.0.1:{StubPorts.FreePort()}");
        space.Add(new FaultyStream("nobody") { TablesEndpoint = nowhere });
        await space.ApplyAsync();

        var found = await space.UntilAsync(("nobody", "CheckpointTableReady", "Unavailable"), ("nobody", "DestinationReady", "BucketFound"));

        Assert.Contains($"{nowhere} could not be reached (Connection refused", found.Of("nobody", "CheckpointTableReady").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HangingService_OfManyStreams_HoldsUpNobodyElse()
    {
        await using var running = await stand.StartOperatorAsync("hanging");
        await using var space = await FaultySpace.MakeAsync(stand, "hanging");
        await using var hung = new AwsStub();
        hung.SayAlways(S3StubAnswer.Silence);
        string[] names = [.. Enumerable.Range(0, Hanging).Select(number => $"hung-{number}")];
        Array.ForEach(names, name => space.Add(new FaultyStream(name) { TablesEndpoint = hung.Endpoint }));
        await space.ApplyAsync();

        var found = await space.UntilAsync([.. names.Select(name => (name, "CheckpointTableReady", "Unavailable"))]);
        var (asked, faults) = (hung.Requests, await running.MetricAsync(OperatorMetricNames.AwsFaults.Name, "checkpoint_table", Token));
        var healthy = space.Add("healthy");
        await stand.ApplyAsync(space.Name, healthy.Manifest);
        await space.UntilDeployedAsync(1);
        hung.Mend();
        await space.UntilDeployedAsync(space.Streams.Count);

        Assert.Contains($"no answer from {hung.Endpoint} within 10 s.", found.Of("hung-7", "CheckpointTableReady").Message, StringComparison.Ordinal);
        // Each call that waits holds a worker, and makes two requests: of all that failed only the first eight, and one now and then, may have waited.
        Assert.True(asked < faults, $"{asked} requests were left hanging by {faults} calls.");
        Assert.True(faults >= Hanging, $"{Hanging} streams failed by {faults} calls.");
    }

    [Fact]
    public async Task TokenFileIsMissing_NamesTheFile()
    {
        await using var running = await stand.StartOperatorAsync("nobodys", new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "",
            ["AWS_SECRET_ACCESS_KEY"] = "",
            ["HOME"] = stand.Folder,
            ["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/operator",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(stand.Folder, "no-such-token"),
        });
        await using var space = await FaultySpace.MakeAsync(stand, "nobodys");
        space.Add("nobodys");
        await space.ApplyAsync();

        var found = await space.UntilAsync(("nobodys", "CheckpointTableReady", "AccessDenied"), ("nobodys", "StreamResolved", "AccessDenied"), ("nobodys", "DestinationReady", "AccessDenied"));

        Assert.Contains($"the token file {Path.Combine(stand.Folder, "no-such-token")} (AWS_WEB_IDENTITY_TOKEN_FILE) cannot be read", found.Of("nobodys", "CheckpointTableReady").Message, StringComparison.Ordinal);
        Assert.Equal(0, space.Streams.Sum(stream => stream.Requests));
    }

    [Fact]
    public async Task TableAndBucketGone_AreToldAndTakenUpAgain()
    {
        var bucket = new PutBucketRequest { BucketName = "keyspaces-data-gone" };
        await stand.S3.PutBucketAsync(bucket, Token);
        await using var running = await stand.StartOperatorAsync("gone");
        await using var space = await FaultySpace.MakeAsync(stand, "gone");
        space.Add(new FaultyStream("gone") { TablesEndpoint = stand.DynamoDbEndpoint, BucketsEndpoint = stand.S3Endpoint, Bucket = bucket.BucketName });
        await space.ApplyAsync();
        await space.UntilDeployedAsync(1);

        await stand.DynamoDb.DeleteTableAsync("gone-leases", Token);
        await space.UntilAsync(("gone", "CheckpointTableReady", "TableLost"));
        Assert.DoesNotContain("gone-leases", (await stand.DynamoDb.ListTablesAsync(Token)).TableNames);
        await stand.Kubernetes.RequireAsync("annotate", "kcs", "gone", "-n", space.Name, $"{StreamApi.RecreateCheckpointTable}=gone-leases");
        await space.UntilAsync(("gone", "CheckpointTableReady", "TableActive"));
        await running.TerminateAsync(Token);
        await stand.S3.DeleteBucketAsync(bucket.BucketName, Token);
        await using var next = await stand.StartOperatorAsync("gone-next");
        await space.UntilAsync(("gone", "DestinationReady", "BucketNotFound"));
        await stand.S3.PutBucketAsync(bucket, Token);
        await space.UntilAsync(("gone", "DestinationReady", "BucketFound"));

        Assert.NotEmpty(await stand.GetAsync(space.Name, "deployments gone-stream", "{.metadata.name}"));
    }
}
