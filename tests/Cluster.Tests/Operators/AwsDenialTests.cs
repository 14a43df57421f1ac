using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>An operator whose role lacks a permission: the condition names it and the ARN, AWS is left alone, and all goes on by itself when it is granted.</summary>
[Collection(OperatorCollection.Name)]
public sealed class AwsDenialTests(OperatorStand stand) : IAsyncDisposable
{
    private const string Table = "arn:aws:dynamodb:us-east-1:*:table/";
    private const string Source = "arn:aws:cassandra:us-east-1:*:/keyspace/shop/table/faulty";
    private const string Image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/streampod:1.2.3";

    /// <summary>A refusal is asked about again after a minute: in a third of that, once at most.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    private readonly AwsStub _keyspaces = new();
    private readonly AwsStub _ecr = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Denied_EachAction_IsNamedAndNotHammeredAndPassesByItself()
    {
        await using var running = await stand.StartOperatorAsync("denied", new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_KEYSPACES"] = _keyspaces.Endpoint.ToString(),
            ["AWS_ENDPOINT_URL_ECR"] = _ecr.Endpoint.ToString(),
        });
        await using var space = await FaultySpace.MakeAsync(stand, "denied");
        var cases = Cases(space);
        await space.ApplyAsync();

        var found = await space.UntilAsync([.. cases.Select(one => (one.Stream, one.Type, one.Reason))]);
        var since = TimeProvider.System.GetUtcNow();
        // That nothing is done is what is looked at here.
        await Pace.PauseAsync(Watched, Token);
        var asked = space.Streams.ToDictionary(stream => stream.Name, stream => stream.MostWithin(Watched, since));
        _keyspaces.Say("GetTable", AwsStub.Json($$$"""{"latestStreamArn":"{{{FaultyStream.Arn}}}","cdcSpecification":{"status":"ENABLED","viewType":"NEW_IMAGE"}}"""));
        _ecr.Mend();
        Array.ForEach([.. space.Streams], stream => stream.Mend());
        await space.UntilDeployedAsync(space.Streams.Count);

        Assert.All(cases, one => Assert.All(one.Words, word => Assert.Contains(word, found.Of(one.Stream, one.Type).Message, StringComparison.Ordinal)));
        // What is not held up looks at its leases every five seconds, and once at its table, which is four requests.
        Assert.All(asked, pair => Assert.True(pair.Value <= 12, $"{pair.Key}: {pair.Value} requests in {Watched.TotalSeconds} s."));
    }

    [Fact]
    public async Task Denied_DeletionOfTheTable_IsNamedWhileTheStreamWaits()
    {
        await using var running = await stand.StartOperatorAsync("denied-deletion");
        await using var space = await FaultySpace.MakeAsync(stand, "denied-deletion");
        var stream = space.Add(new FaultyStream("deleted") { DeletionPolicy = "Delete" });
        // Without a bucket it has no pods that would have to end first.
        stream.Buckets.Say("HEAD", new S3StubAnswer(404));
        stream.Tables.Say("ListTagsOfResource", AwsStub.Json($$"""{"Tags":[{"Key":"{{CheckpointTables.ResourceTag}}","Value":"{{space.Name}}/deleted"}]}"""));
        stream.Tables.Say("DeleteTable", AwsStub.Denial(AwsActions.DeleteTable, "arn:aws:dynamodb:us-east-1:111122223333:table/deleted-leases"));
        await space.ApplyAsync();
        await space.UntilAsync(("deleted", "CheckpointTableReady", "TableActive"));

        await stand.Kubernetes.RequireAsync("delete", "kcs", "deleted", "-n", space.Name, "--wait=false");
        var found = ("", "", Message: "");
        await Phase.UntilAsync(
            "the denial is told",
            async () => (found = (await ConditionTable.ReadAsync(stand, space.Name)).Of("deleted", "Ready")).Message.Contains("denied", StringComparison.Ordinal) ? null : $"{found}",
            Token);

        Assert.Contains($"AWS denied dynamodb:DeleteTable on {Table}deleted-leases: allow it to the operator's role.", found.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _keyspaces.DisposeAsync();
        await _ecr.DisposeAsync();
    }

    private (string Stream, string Type, string Reason, string[] Words)[] Cases(FaultySpace space)
    {
        _keyspaces.Say("GetTable", AwsStub.Denial(AwsActions.GetTable, Source));
        _ecr.Say("DescribeImages", AwsStub.Denial(AwsActions.DescribeImages, "arn:aws:ecr:us-east-1:111122223333:repository/streampod"));
        space.Add(new FaultyStream("looked-for") { IsPinned = false }).Streams.Say("ListStreams", AwsStub.Denial(AwsActions.ListStreams, "*"));
        space.Add(new FaultyStream("looked-at")).Streams.Say("GetStream", AwsStub.Denial(AwsActions.GetStream, $"{Source}/stream/x"));
        var buckets = space.Add(new FaultyStream("bucket")).Buckets;
        buckets.Say("HEAD", new S3StubAnswer(403));
        buckets.Say("GET", S3StubAnswer.Error(403, "AccessDenied"));
        space.Add(new FaultyStream("image") { Image = Image });
        OnTable(space, "describe", "DescribeTable", AwsActions.DescribeTable);
        OnTable(space, "item", "GetItem", AwsActions.GetItem);
        OnTable(space, "scan", "Scan", AwsActions.Scan);
        OnTable(space, "create", "CreateTable", AwsActions.CreateTable).Tables.Say("DescribeTable", AwsStub.Refusal(400, "ResourceNotFoundException", "Requested resource not found"));
        OnTable(space, "tag", "CreateTable", AwsActions.TagTable).Tables.Say("DescribeTable", AwsStub.Refusal(400, "ResourceNotFoundException", "Requested resource not found"));
        OnTable(space, "switch", "UpdateItem", AwsActions.UpdateItem).Tables.Say(
            "GetItem",
            AwsStub.Json($$$$"""{"Item":{"leaseKey":{"S":"stream#"},"entityType":{"S":"STREAM"},"streamArn":{"S":"{{{{FaultyStream.EarlierArn}}}}"},"resource":{"S":"{{{{space.Name}}}}/switch"}}}"""));
        return
        [
            ("looked-for", "StreamResolved", "AccessDenied", [AwsActions.GetTable, Source, AwsActions.ListStreams]),
            ("looked-at", "StreamResolved", "AccessDenied", [$"{AwsActions.GetStream} on {Source}/stream/*"]),
            ("bucket", "DestinationReady", "AccessDenied", [$"{AwsActions.HeadBucket} on arn:aws:s3:::keyspaces-data-faulty"]),
            ("image", "ImageResolved", "ImageAsWritten", [$"{AwsActions.DescribeImages} on arn:aws:ecr:us-east-1:111122223333:repository/streampod"]),
            ("describe", "CheckpointTableReady", "AccessDenied", [$"{AwsActions.DescribeTable} on {Table}describe-leases"]),
            ("item", "CheckpointTableReady", "AccessDenied", [$"{AwsActions.GetItem} on {Table}item-leases"]),
            ("scan", "CheckpointTableReady", "AccessDenied", [$"{AwsActions.Scan} on {Table}scan-leases"]),
            ("create", "CheckpointTableReady", "AccessDenied", [$"{AwsActions.CreateTable} on {Table}create-leases"]),
            ("switch", "StreamResolved", "AccessDenied", [$"{AwsActions.UpdateItem} on {Table}switch-leases"]),
            ("tag", "CheckpointTableReady", "AccessDenied", [$"{AwsActions.TagTable} on {Table}tag-leases"]),
        ];
    }

    private static FaultyStream OnTable(FaultySpace space, string name, string operation, string action)
    {
        var stream = space.Add(new FaultyStream(name));
        stream.Tables.Say(operation, AwsStub.Denial(action, $"arn:aws:dynamodb:us-east-1:111122223333:table/{name}-leases"));
        return stream;
    }
}
