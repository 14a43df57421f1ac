using System.Text.Json;
using KeyspacesStreamer.StreamPod.Observability;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Observability;

/// <summary>A log line is one flat JSON object.</summary>
public sealed class JsonLineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void Write_ValuesOfTheSentence_StandBesideTheMessage()
    {
        KeyValuePair<string, object?>[] state = [new("ShardId", "shard-1"), new("Records", 7), new("IsClean", true), new("{OriginalFormat}", "x")];

        var line = Write(LogLevel.Information, state, "Shard shard-1: 7 records.", exception: null);

        Assert.Equal(
            """{"time":"2026-01-02T03:04:05.678Z","level":"info","eventId":4003,"event":"GroupCommitted","message":"Shard shard-1: 7 records.","shardId":"shard-1","records":7,"isClean":true}"""
            + Environment.NewLine,
            line);
    }

    [Fact]
    public void Write_Exception_StaysOnTheLine()
    {
        var line = Write(LogLevel.Critical, [], "Failed.", new InvalidOperationException("first\nsecond"));

        using var document = JsonDocument.Parse(line);
        Assert.Equal("fatal", document.RootElement.GetProperty("level").GetString());
        Assert.Contains("first\nsecond", document.RootElement.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Single(line.TrimEnd().Split('\n'));
    }

    private static string Write(LogLevel level, KeyValuePair<string, object?>[] state, string message, Exception? exception)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(level, "streampod", new EventId(4003, "GroupCommitted"), state, exception, (_, _) => message);
        new JsonLineFormatter(new FakeTimeProvider(Now)).Write(in entry, null, output);
        return output.ToString();
    }
}
