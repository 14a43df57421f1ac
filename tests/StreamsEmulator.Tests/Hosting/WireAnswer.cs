using System.Net.Http.Headers;
using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

/// <summary>What came back from a call.</summary>
internal sealed record WireAnswer(int Status, JsonElement Body, HttpResponseHeaders Headers, string? ContentType, byte[] Raw)
{
    public string Type => Text("__type")?.Split('#')[^1] ?? "";

    public string? ErrorCode => Text("errorCode");

    public string Message => Text("message") ?? "";

    public IReadOnlyList<JsonElement> Records => [.. Body.GetProperty("changeRecords").EnumerateArray()];

    public string Position => Body.GetProperty("iteratorDescription").GetProperty("iteratorPosition").GetString() ?? "";

    public string? Next => Text("nextShardIterator");

    public string? Text(string member) => Body.TryGetProperty(member, out var value) ? value.GetString() : null;
}
