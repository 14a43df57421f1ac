using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Faults;

/// <summary>Whatever is asked of AWS, what goes wrong with it says which action was asked of which resource.</summary>
public sealed class CallSubjectTests
{
    private const string Arn = StreamRecords.Arn;

    private static readonly BasicAWSCredentials Credentials = new("test", "test");
    private static readonly WorkerName Worker = new("media-0", "a");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("find", "cassandra:ListStreams on media.media_content")]
    [InlineData("pinned", $"cassandra:GetStream on {Arn}")]
    [InlineData("shards", $"cassandra:GetStream on {Arn}")]
    [InlineData("children", $"cassandra:GetStream on {Arn}")]
    [InlineData("iterator", $"cassandra:GetShardIterator on {Arn}")]
    [InlineData("records", $"cassandra:GetRecords on {Arn}")]
    public async Task Stream_Refuses_ActionAndResourceAreKnown(string call, string expected)
    {
        await using var stub = new S3Stub(_ => Refusal("AccessDeniedException"));

        Assert.Equal(expected, await SubjectOfAsync(() => AskStreamAsync(call, stub.Endpoint)));
    }

    [Theory]
    [InlineData("ensure", "", "dynamodb:DescribeTable on table leases")]
    [InlineData("ensure", "DescribeTable", "dynamodb:CreateTable on table leases")]
    [InlineData("scan", "", "dynamodb:Scan on table leases")]
    [InlineData("find", "", "dynamodb:GetItem on table leases")]
    [InlineData("create", "", "dynamodb:PutItem on table leases")]
    [InlineData("beat", "", "dynamodb:UpdateItem on table leases")]
    [InlineData("update", "", "dynamodb:UpdateItem on table leases")]
    [InlineData("delete", "", "dynamodb:DeleteItem on table leases")]
    public async Task LeaseTable_Refuses_ActionAndResourceAreKnown(string call, string missing, string expected)
    {
        await using var stub = new S3Stub(request => Refusal(missing.Length > 0 && request.Headers["x-amz-target"].EndsWith(missing, StringComparison.Ordinal) ? "ResourceNotFoundException" : "AccessDeniedException"));
        await using var table = new DynamoDbLeaseTable(TimeProvider.System, DynamoDbClients.Create("eu-central-1", stub.Endpoint, Credentials), "leases");

        Assert.Equal(expected, await SubjectOfAsync(() => AskTableAsync(call, table)));
    }

    [Fact]
    public async Task LeaseTable_ItsFirstKeysMayNotBeRead_ActionAndResourceAreKnown()
    {
        const string table = """{"Table":{"TableStatus":"ACTIVE","KeySchema":[{"AttributeName":"leaseKey","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"leaseKey","AttributeType":"S"}]}}""";
        await using var stub = new S3Stub(request => request.Headers["x-amz-target"].EndsWith("DescribeTable", StringComparison.Ordinal) ? new S3StubAnswer(200, table) : Refusal("AccessDeniedException"));
        await using var leases = new DynamoDbLeaseTable(TimeProvider.System, DynamoDbClients.Create("eu-central-1", stub.Endpoint, Credentials), "leases");

        Assert.Equal("dynamodb:Scan on table leases", await SubjectOfAsync(() => leases.EnsureAsync(create: false, Stop)));
    }

    [Theory]
    [InlineData("check", "s3:ListBucket on s3://data/")]
    [InlineData("create", "s3:PutObject on s3://data/k")]
    [InlineData("find", "s3:GetObject on s3://data/k")]
    [InlineData("read", "s3:GetObject on s3://data/k")]
    [InlineData("list", "s3:ListBucket on s3://data/k")]
    public async Task Bucket_Refuses_ActionAndResourceAreKnown(string call, string expected)
    {
        await using var stub = new S3Stub(_ => S3StubAnswer.Error(409, "OperationAborted"));

        Assert.Equal(expected, await SubjectOfAsync(() => AskBucketAsync(call, stub.Endpoint)));
    }

    [Theory]
    [InlineData("check", "s3:ListBucket on s3://data/raw/")]
    [InlineData("find", "s3:ListBucket on s3://data/k")]
    public async Task Bucket_RefusesTheSecondLookToo_ActionAndResourceAreKnown(string call, string expected)
    {
        await using var stub = new S3Stub(request => request.Method == "HEAD" ? new S3StubAnswer(400) : S3StubAnswer.Error(400, "ExpiredToken"));

        Assert.Equal(expected, await SubjectOfAsync(() => AskBucketAsync(call, stub.Endpoint)));
    }

    private static async Task<string?> SubjectOfAsync(Func<Task> ask) => AwsSubject.Of(await Xunit.Record.ExceptionAsync(ask))?.ToString();

    private static async Task AskStreamAsync(string call, Uri endpoint)
    {
        var settings = new SourceSettings { Keyspace = "media", Table = "media_content", Region = "eu-central-1", Endpoint = endpoint };
        using var client = StreamClients.Create(settings, Credentials);
        var (resolver, source, shard) = (new StreamResolver(client), new KeyspacesStreamSource(client, StreamRecords.Stream), StreamRecords.Shard("a"));
        await (call switch
        {
            "find" => resolver.ResolveAsync(settings, Stop),
            "pinned" => resolver.ResolveAsync(settings with { StreamArn = Arn }, Stop),
            "shards" => source.ListShardsAsync(Stop),
            "children" => source.ListChildrenAsync(shard, Stop),
            "iterator" => source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Stop),
            "records" => (Task)source.GetRecordsAsync("it", new PageRequest(125, 1024 * 1024), Stop),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call, "A call of the stream expected."),
        });
    }

    private static Task AskTableAsync(string call, DynamoDbLeaseTable table) => call switch
    {
        "ensure" => table.EnsureAsync(create: true, Stop),
        "scan" => table.ScanAsync(consistent: true, Stop),
        "find" => table.FindAsync(Shard(1), Stop),
        "create" => table.TryCreateAsync(Fresh(Shard(1)), Stop),
        "beat" => table.BeatAsync(Worker, null, Stop),
        "update" => table.TryUpdateAsync(Shard(1), default, new LeaseChange { CounterStep = 1 }, Stop),
        "delete" => table.TryDeleteAsync(Fresh(Shard(1)), Stop),
        _ => throw new ArgumentOutOfRangeException(nameof(call), call, "A call of the lease table expected."),
    };

    private static async Task AskBucketAsync(string call, Uri endpoint)
    {
        var destination = new DestinationSettings { Bucket = "data", Prefix = "raw/" };
        await using var store = new S3ObjectStore(TimeProvider.System, new Random(1), S3Clients.Create("eu-west-1", endpoint, Credentials), destination, "eu-west-1");
        await (call switch
        {
            "check" => store.CheckAsync(Stop),
            "create" => store.TryCreateAsync(SampleObject.Of("k", "x"), Stop),
            "find" => store.FindAsync("k", Stop),
            "read" => store.ReadAsync("k", Stop),
            "list" => store.ListAsync("k", Stop).GetAsyncEnumerator(Stop).MoveNextAsync().AsTask(),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call, "A call of the bucket expected."),
        });
    }

    private static S3StubAnswer Refusal(string code) => new(400, $$"""{"__type":"com.amazonaws#{{code}}","message":"Said by the stub."}""");
}
