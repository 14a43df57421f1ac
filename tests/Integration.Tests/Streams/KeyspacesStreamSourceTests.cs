using System.Globalization;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Integration.Tests.Streams;

/// <summary>The contract of a change stream, held by the real client against the emulator's process.</summary>
public sealed class KeyspacesStreamSourceTests : StreamSourceContract, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AmazonKeyspacesStreamsClient? _client;
    private EmulatorProcess? _emulator;
    private int _rows;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulator = await EmulatorProcess.StartAsync(_folder.Path, ["--max-readers", "0", "--empty-pages", "0"], Token);

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    private protected override async Task<IStreamSource> OpenAsync()
    {
        var table = new { keyspace = "media", table = "media_content", columns = new { id = "text", title = "text" }, partitionKey = new[] { "id" } };
        await _emulator!.PostAsync("/tables", table, Token);
        var config = new AmazonKeyspacesStreamsConfig { ServiceURL = _emulator.Endpoint.ToString(), AuthenticationRegion = "us-east-1" };
        _client = new AmazonKeyspacesStreamsClient(new BasicAWSCredentials("key", "secret"), config);
        var source = new SourceSettings { Keyspace = "media", Table = "media_content", Region = "us-east-1" };
        return new KeyspacesStreamSource(_client, await new StreamResolver(_client).ResolveAsync(source, Token));
    }

    private protected override async Task AppendAsync(ShardId shardId, int records)
    {
        var changes = Enumerable.Range(0, records).Select(_ => new
        {
            operation = "insert",
            key = new { id = (++_rows).ToString(CultureInfo.InvariantCulture) },
            values = new { title = "text" },
        });
        await _emulator!.ApplyAsync(changes.ToArray(), Token);
    }

    private protected override Task SplitAsync(ShardId shardId) =>
        _emulator!.PostAsync("/tables/media/media_content/split", new { shardId = shardId.Value }, Token);

    private protected override Task TrimAsync(ShardId shardId, int oldest) =>
        _emulator!.PostAsync("/tables/media/media_content/trim", new { shardId = shardId.Value, oldest }, Token);
}
