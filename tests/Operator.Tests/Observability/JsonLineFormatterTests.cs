using System.Text.Json;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Observability;

/// <summary>A log line is one flat JSON object with the members of the pods' lines.</summary>
public sealed class JsonLineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void Write_ValuesOfSentenceAndScope_StandBesideTheMessage()
    {
        KeyValuePair<string, object?>[] state = [new("Stream", new NamespacedName("media", "content")), new("Failures", 2), new("{OriginalFormat}", "x")];

        var line = Write(LogLevel.Warning, state, "Failed.", exception: null);

        Assert.Equal(
            """{"time":"2026-01-02T03:04:05.678Z","level":"warn","eventId":1303,"event":"ReconcileWillRetry","message":"Failed.","stream":"media/content","failures":2,"namespace":"media","name":"content"}"""
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
        var scopes = new LoggerExternalScopeProvider();
        using var output = new StringWriter();
        using var scope = scopes.Push(new KeyValuePair<string, object?>[] { new("Namespace", "media"), new("Name", "content") });
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(level, "operator", new EventId(1303, "ReconcileWillRetry"), state, exception, (_, _) => message);
        new JsonLineFormatter(new FakeTimeProvider(Now)).Write(in entry, scopes, output);
        return output.ToString();
    }
}
