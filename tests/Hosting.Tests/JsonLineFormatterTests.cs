using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Hosting.Tests;

/// <summary>A log line is one flat JSON object.</summary>
public sealed class JsonLineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void Write_ValuesOfSentenceAndScope_StandBesideTheMessage()
    {
        KeyValuePair<string, object?>[] state = [new("ShardId", "shard-1"), new("Records", 7), new("IsClean", true), new("Object", null), new("{OriginalFormat}", "x")];

        var line = Write(LogLevel.Information, state, "Shard shard-1: 7 records.", exception: null, [new("Namespace", "media"), new("Name", "content")]);

        Assert.Equal(
            """{"time":"2026-01-02T03:04:05.678Z","level":"info","eventId":4003,"event":"GroupCommitted","message":"Shard shard-1: 7 records.","shardId":"shard-1","records":7,"isClean":true,"object":null,"namespace":"media","name":"content"}"""
            + Environment.NewLine,
            line);
    }

    [Fact]
    public void Write_Exception_StaysOnTheLine()
    {
        var line = Write(LogLevel.Critical, [], "Failed.", new InvalidOperationException("first\nsecond"), []);

        using var document = JsonDocument.Parse(line);
        Assert.Equal("fatal", document.RootElement.GetProperty("level").GetString());
        Assert.Contains("first\nsecond", document.RootElement.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Single(line.TrimEnd().Split('\n'));
    }

    private static string Write(LogLevel level, KeyValuePair<string, object?>[] state, string message, Exception? exception, KeyValuePair<string, object?>[] scopeValues)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var output = new StringWriter();
        using var scope = scopes.Push(scopeValues);
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(level, "process", new EventId(4003, "GroupCommitted"), state, exception, (_, _) => message);
        new JsonLineFormatter(new FakeTimeProvider(Now)).Write(in entry, scopes, output);
        return output.ToString();
    }
}
