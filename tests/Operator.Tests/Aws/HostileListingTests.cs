using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>Whatever a server answers, each question of the operator ends: with an answer, or with a sentence that says what was too much.</summary>
public sealed class HostileListingTests : IDisposable
{
    private const string Arn = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/one/stream/2026-01-02T03:04:05.678";

    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("streams", "Listing the change streams of media.one in us-east-1 was given up: there are more than 20 pages.", 20)]
    [InlineData("shards", "Listing the shards of media.one in us-east-1 was given up: there are more than 400 pages.", 400)]
    [InlineData("leases", "Reading table leases in us-east-1 was given up: there are more than 200 pages.", 200)]
    public async Task Pages_WithoutEnd_AreGivenUp(string question, string message, int pages)
    {
        await using var server = HostileServer.EndlessEmptyPages();

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(question, server.Endpoint));

        Assert.Equal((AwsFaultKind.Refused, message, pages), (problem.Kind, problem.Message, server.Requests));
    }

    [Theory]
    [InlineData("streams")]
    [InlineData("shards")]
    [InlineData("leases")]
    public async Task Page_ThatNamesAnEarlierOne_IsGivenUpAtOnce(string question)
    {
        await using var server = HostileServer.Endless(number =>
            $$$"""{"nextToken":"{{{number % 2}}}","streamArn":"{{{Arn}}}","LastEvaluatedKey":{"leaseKey":{"S":"{{{number % 2}}}"}},"Items":[],"shards":[],"streams":[]}""");

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(question, server.Endpoint));

        Assert.Equal(AwsFaultKind.Refused, problem.Kind);
        Assert.EndsWith("was given up: a page names itself or an earlier one as the next.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData("streams", 100)]
    [InlineData("shards", 20_000)]
    public async Task Pages_WithMoreThanThereCanBe_AreGivenUp(string question, int most)
    {
        await using var server = HostileServer.Endless(number => "{\"nextToken\":\"" + number + "\",\"shards\":[" + Many(number, "shardId") + "],\"streams\":[" + Many(number, "streamArn") + "]}");

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(question, server.Endpoint));

        Assert.EndsWith($"was given up: there are more than {most.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WithMoreBytesThanThereCanBe_AreGivenUp()
    {
        var filler = new string('x', 3 << 20);
        await using var server = HostileServer.Endless(number => $$$$"""{"Items":[],"ConsumedCapacity":{"TableName":"{{{{filler}}}}"},"LastEvaluatedKey":{"leaseKey":{"S":"{{{{number}}}}"}}}""");

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync("leases", server.Endpoint));

        Assert.EndsWith("was given up: the answers have more than 32 MiB.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(11, server.Requests);
    }

    [Theory]
    [InlineData("streams", 1L << 30)]
    [InlineData("streams", null)]
    [InlineData("shards", 1L << 30)]
    [InlineData("leases", 1L << 30)]
    [InlineData("leases", null)]
    [InlineData("table", 1L << 30)]
    public async Task Body_OfAGigabyte_IsNotReadAndNotKept(string question, long? announced)
    {
        await using var server = HostileServer.Huge(announced);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(question, server.Endpoint));

        Assert.Contains($"at {server.Endpoint}: The answer has more than 4 MiB.", problem.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 256L << 20);
    }

    [Theory]
    [InlineData("streams")]
    [InlineData("leases")]
    public async Task Body_ThatDrips_EndsWithTheCall(string question)
    {
        await using var server = HostileServer.Dripping();

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => AskAsync(question, server.Endpoint));

        Assert.Equal(AwsFaultKind.Unavailable, problem.Kind);
    }

    [Fact]
    public void Clients_OfAnyNumberOfAddresses_AreBoundedAndThoseInUseStay()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var cache = new ClientCache<Gone>(clock, (_, _) => new Gone());
        var first = cache.For("eu-west-1", null);
        var second = cache.For("eu-west-2", null);
        for (var number = 0; number < 10 * ClientCache<Gone>.Most; number++)
        {
            cache.For($"xx-nowhere-{number}", null);
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(first, cache.For("eu-west-1", null));
        }

        Assert.Equal((false, true), (first.IsGone, second.IsGone));
        Assert.InRange(cache.Count, ClientCache<Gone>.Most, ClientCache<Gone>.Most + 35);
    }

    public void Dispose() => _clients.Dispose();

    private static string Many(int number, string member) => string.Join(',', Enumerable.Range(0, 300).Select(place => $$"""{"{{member}}":"{{number}}-{{place}}"}"""));

    private Task AskAsync(string question, Uri endpoint)
    {
        var source = new StreamAddress { Region = "us-east-1", Keyspace = "media", Table = "one", Endpoint = endpoint };
        var table = new CheckpointAddress { Region = "us-east-1", Table = "leases", Endpoint = endpoint };
        return question switch
        {
            "streams" => new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null).FindLatestAsync(source, Stop),
            "shards" => new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null).ListShardsAsync(source, Arn, Stop),
            "leases" => new CheckpointTables(TimeProvider.System, _clients).ReadAsync(table, Stop),
            "table" => new CheckpointTables(TimeProvider.System, _clients).DescribeAsync(table, Stop),
            _ => throw new ArgumentOutOfRangeException(nameof(question), question, "A question of the operator expected."),
        };
    }

    /// <summary>Something that can be let go of.</summary>
    private sealed class Gone : IDisposable
    {
        public bool IsGone { get; private set; }

        public void Dispose() => IsGone = true;
    }
}
