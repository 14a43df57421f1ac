using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KeyspacesStreamer.Observability.Tests.Logs;

/// <summary>A line as a process writes it.</summary>
internal static class LogLine
{
    /// <summary>Members of a line without values of its own, with an exception and the scope of the operator's reconciles.</summary>
    public static IReadOnlyList<string> MembersOf(ConsoleFormatter formatter, LoggerExternalScopeProvider scopes)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Error, "test", new EventId(1, "Tested"), "", new InvalidOperationException("first\nsecond"), (_, _) => "It is tested.");
        formatter.Write(in entry, scopes, output);
        var line = Assert.Single(output.ToString().TrimEnd().Split('\n'));
        using var document = JsonDocument.Parse(line);
        return [.. document.RootElement.EnumerateObject().Select(member => member.Name)];
    }
}
