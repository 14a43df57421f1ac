using System.Net.Http.Headers;
using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

/// <summary>Speaks the wire protocol by hand, so that nothing of the product's client is needed.</summary>
internal sealed class WireClient(HttpClient http)
{
    public const string Scope = "AKIDEXAMPLE/20260102/us-east-1/cassandra/aws4_request";

    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";

    public static string Authorization(string scope = Scope, string signedHeaders = SignedHeaders) =>
        $"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={signedHeaders}, Signature={new string('a', 64)}";

    public Task<WireAnswer> ListStreamsAsync(object? body = null) => CallAsync("KeyspacesStreams.ListStreams", body ?? new { });

    public Task<WireAnswer> GetStreamAsync(object body) => CallAsync("KeyspacesStreams.GetStream", body);

    public Task<WireAnswer> GetShardIteratorAsync(object body) => CallAsync("KeyspacesStreams.GetShardIterator", body);

    public Task<WireAnswer> GetRecordsAsync(string? iterator, int? most = null) => CallAsync(
        "KeyspacesStreams.GetRecords",
        most is null ? new { shardIterator = iterator } : new { shardIterator = iterator, maxResults = most });

    public async Task<IReadOnlyList<JsonElement>> ShardsAsync(string arn) =>
        [.. (await GetStreamAsync(new { streamArn = arn })).Body.GetProperty("shards").EnumerateArray()];

    public async Task<string> FirstShardAsync(string arn) => (await ShardsAsync(arn))[0].GetProperty("shardId").GetString() ?? "";

    public async Task<string> IteratorAsync(string arn, string shardId, string type = "TRIM_HORIZON", string? number = null)
    {
        var answer = await GetShardIteratorAsync(new { streamArn = arn, shardId, shardIteratorType = type, sequenceNumber = number });
        Assert.Equal(200, answer.Status);
        return answer.Text("shardIterator") ?? "";
    }

    /// <summary>Reads a shard until it ends or its tip is reached.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAllAsync(string arn, string shardId, int most = 1000)
    {
        var records = new List<JsonElement>();
        string? iterator = await IteratorAsync(arn, shardId);
        while (iterator is not null)
        {
            var answer = await GetRecordsAsync(iterator, most);
            Assert.Equal(200, answer.Status);
            records.AddRange(answer.Records);
            iterator = answer.Position == "AT_TIP" ? null : answer.Next;
        }

        return records;
    }

    public Task<WireAnswer> CallAsync(string target, object body) =>
        SendAsync(target, JsonSerializer.Serialize(body), Authorization());

    public async Task<WireAnswer> SendAsync(string target, string body, string? authorization, string date = "20260102T030405Z")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.Add("X-Amz-Date", date);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var raw = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new WireAnswer((int)response.StatusCode, JsonOf(raw), response.Headers, response.Content.Headers.ContentType?.MediaType, raw);
    }

    private static JsonElement JsonOf(byte[] raw)
    {
        var reader = new Utf8JsonReader(raw);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var json) ? json.Value : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
