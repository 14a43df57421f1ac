using System.Net.Http.Json;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Control;
using KeyspacesStreamer.StreamsEmulator.Hosting;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Workloads;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

/// <summary>A server of this process on a free port with a clock that stands still, and the two ways to talk to it.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    private readonly EmulatorServer _server;
    private readonly HttpClient _http;

    private EmulatorHost(FakeTimeProvider clock, EmulatorServer server)
    {
        Clock = clock;
        _server = server;
        _http = new HttpClient { BaseAddress = server.Endpoint };
        Wire = new WireClient(_http);
    }

    public static EmulatorOptions Quiet { get; } = new() { Wire = new() { EmptyPages = 0 } };

    public FakeTimeProvider Clock { get; }

    public WireClient Wire { get; }

    public Uri Endpoint => _server.Endpoint;

    public static async Task<EmulatorHost> StartAsync(EmulatorOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        var server = await EmulatorServer.StartAsync(clock, options ?? Quiet, TestContext.Current.CancellationToken);
        return new EmulatorHost(clock, server);
    }

    /// <summary>Creates media.media_content and returns its stream's ARN.</summary>
    public async Task<string> CreateMediaAsync(int shards = 1, string? viewType = null)
    {
        var report = await PostAsync("/tables", MediaContent.Document("media", "media_content", shards, viewType));
        return report.GetProperty("streams")[0].GetProperty("streamArn").GetString() ?? "";
    }

    public Task<JsonElement> CreateAsync(TableDocument document) => PostAsync("/tables", document);

    /// <summary>Applies changes written as JSON to media.media_content.</summary>
    public Task<JsonElement> ApplyAsync(string changes, string table = "media/media_content") =>
        SendAsync(HttpMethod.Post, $"/tables/{table}/changes", new StringContent(changes));

    /// <summary>Inserts rows seq 1, 2, … of one partition.</summary>
    public Task<JsonElement> InsertAsync(int rows) => ApplyAsync(string.Join('\n', Enumerable.Range(1, rows).Select(MediaChange.Insert)));

    public Task<JsonElement> PostAsync<TOrder>(string path, TOrder order) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(order, options: ControlJson.Options));

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public Task<JsonElement> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, content: null);

    public async Task<HttpResponseMessage> RefusedAsync<TOrder>(string path, TOrder order) =>
        await _http.PostAsJsonAsync(ControlApi.Root + path, order, ControlJson.Options, TestContext.Current.CancellationToken);

    /// <summary>Does at once what the server does every second.</summary>
    public void ExpireRows(string keyspace, string table)
    {
        var found = _server.Catalog.Require(keyspace, table);
        lock (found.Gate)
        {
            new ChangeApplier(Clock, found).ExpireRows(_server.Catalog.ExpiryDelay);
        }
    }

    /// <summary>All lines of the ledger.</summary>
    public async Task<IReadOnlyList<JsonElement>> LedgerAsync(string query = "")
    {
        var text = await _http.GetStringAsync($"{ControlApi.Root}/ledger{query}", TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, ControlApi.Root + path) { Content = content };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
