using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.Testing.Servers;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.StreamPod.Tests.Reading;

/// <summary>Answers that no service gives, over real HTTP: each is bounded, and ends in a sentence that names what was found.</summary>
public sealed class HostileStreamTests : IAsyncDisposable
{
    private static readonly PageRequest Ask = new(125, 1024 * 1024);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly List<AmazonKeyspacesStreamsClient> _clients = [];
    private readonly List<HostileListener> _servers = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task ListShards_SameTokenForEver_Ends()
    {
        var source = Source((_, output, token) => HostileListener.WriteAsync(output, StreamPage("again"), token));

        var problem = await Assert.ThrowsAsync<IOException>(() => source.ListShardsAsync(Token));

        Assert.Contains("go in a circle", problem.Message, StringComparison.Ordinal);
        Assert.True(AwsFaults.IsPassing(problem, out _));
    }

    [Fact]
    public async Task ListShards_AnotherTokenForEver_Ends()
    {
        var page = 0;
        var source = Source((_, output, token) => HostileListener.WriteAsync(output, StreamPage($"t{Interlocked.Increment(ref page)}"), token));

        var problem = await Assert.ThrowsAsync<IOException>(() => source.ListShardsAsync(Token));

        Assert.Contains("there are more than 10000 pages", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListShards_EndlessBody_IsNotHeld()
    {
        var source = Source((_, output, token) => HostileListener.WriteForEverAsync(output, 1024 * 1024, TimeSpan.Zero, token), timeout: TimeSpan.FromSeconds(30));

        var problem = await Assert.ThrowsAsync<IOException>(() => source.ListShardsAsync(Token));

        Assert.Contains("not one of the service", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(long.MaxValue)]
    public async Task GetRecords_HugeBodyAnnounced_IsNotRead(long announced)
    {
        var source = Source((_, output, token) => HostileListener.WriteAsync(output, "{", token, announced));

        var problem = await Assert.ThrowsAsync<PageTooLargeException>(() => source.GetRecordsAsync("it", Ask, Token));

        Assert.Contains($"{announced}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRecords_EndlessBody_IsGivenUpAtItsLimit()
    {
        var source = Source((_, output, token) => HostileListener.WriteForEverAsync(output, 64 * 1024, TimeSpan.Zero, token), timeout: TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<PageTooLargeException>(() => source.GetRecordsAsync("it", Ask, Token));
    }

    [Fact]
    public async Task GetRecords_SlowDrip_IsBounded()
    {
        var source = Source((_, output, token) => HostileListener.WriteForEverAsync(output, 1, TimeSpan.FromMilliseconds(20), token));

        var problem = await Assert.ThrowsAsync<IOException>(() => source.GetRecordsAsync("it", Ask, Token));

        Assert.Contains("was not complete after", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRecords_LessThanAnnounced_IsTriedAgain()
    {
        var source = Source((_, output, token) => HostileListener.WriteAsync(output, RecordPage(1), token, announced: 100_000));

        var problem = await Assert.ThrowsAsync<IOException>(() => source.GetRecordsAsync("it", Ask, Token));

        Assert.Contains("was cut off", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRecords_MoreThanAnnounced_IsADamagedPage()
    {
        var source = Source((_, output, token) => HostileListener.WriteAsync(output, RecordPage(1), token, announced: 40));

        await Assert.ThrowsAsync<DamagedPageException>(() => source.GetRecordsAsync("it", Ask, Token));
    }

    [Theory]
    [InlineData(5, 3, 7)]
    [InlineData(3, 5, 5)]
    public async Task Read_NumbersThatDoNotGrow_HaltTheShard(params int[] positions)
    {
        var source = Source((operation, output, token) => HostileListener.WriteAsync(
            output, operation == "GetRecords" ? RecordPage(positions) : """{"shardIterator":"it"}""", token));
        var reader = new ShardReader(TimeProvider.System, source, StreamRecords.Shard("a"), IteratorStart.TrimHorizon, null);

        var problem = await Assert.ThrowsAsync<ShardHaltedException>(() => reader.ReadAsync(Ask, Token));

        Assert.Contains(Contracts.HaltReasons.OutOfOrder, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TheSamePageAgainAndAgain_HaltsTheShard()
    {
        var source = Source((operation, output, token) => HostileListener.WriteAsync(
            output, operation == "GetRecords" ? RecordPage(1, 2) : """{"shardIterator":"it"}""", token));
        var reader = new ShardReader(TimeProvider.System, source, StreamRecords.Shard("a"), IteratorStart.TrimHorizon, null);
        using (var page = await reader.ReadAsync(Ask, Token))
        {
            reader.Advance(page[1].SequenceNumber);
        }

        var problem = await Assert.ThrowsAsync<ShardHaltedException>(() => reader.ReadAsync(Ask, Token));

        Assert.True(Contracts.HaltReasons.StaysHalted(problem.Message));
    }

    private static string StreamPage(string token) => $$"""{"streamArn":"{{StreamRecords.Arn}}","shards":[{"shardId":"{{StreamRecords.Shard("a").Value}}"}],"nextToken":"{{token}}"}""";

    private static string RecordPage(params int[] positions) =>
        $$"""{"changeRecords":[{{string.Join(',', positions.Select(position => System.Text.Encoding.UTF8.GetString(StreamRecords.Of(position, DateTimeOffset.UnixEpoch).Json.Span)))}}],"nextShardIterator":"more"}""";

    private KeyspacesStreamSource Source(Func<string, Stream, CancellationToken, Task> answer, TimeSpan? timeout = null)
    {
        var server = new HostileListener(answer);
        _servers.Add(server);
        var client = new AmazonKeyspacesStreamsClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonKeyspacesStreamsConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0, Timeout = timeout ?? Patience });
        _clients.Add(client);
        return new KeyspacesStreamSource(client, StreamRecords.Stream);
    }
}
