using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Observability.Tests.Logs;

/// <summary>One sentence that a process can log.</summary>
/// <param name="Process">Which process.</param>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">Level, in the words of the log.</param>
/// <param name="Sentence">The sentence with the names of its values.</param>
internal sealed partial record LogEvent(string Process, int Id, string Name, string Level, string Sentence)
{
    /// <summary>Every sentence of pod and operator, from the attributes in the code.</summary>
    public static IReadOnlyList<LogEvent> All { get; } =
    [
        .. EventsOf("pod", typeof(StreamPod.Observability.LogMessages)),
        .. EventsOf("operator", typeof(Operator.Observability.LogMessages)),
    ];

    /// <summary>Members of the line that come from the sentence.</summary>
    public IEnumerable<string> Fields => Placeholder().Matches(Sentence).Select(match => JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value));

    private static IEnumerable<LogEvent> EventsOf(string process, Type messages) =>
        messages.GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(LoggerMessageAttribute), inherit: false).Cast<LoggerMessageAttribute>()
                .Select(message => new LogEvent(process, message.EventId, message.EventName ?? method.Name, WordOf(message.Level), message.Message)))
            .OrderBy(found => found.Id);

    private static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "A level that our sentences have expected."),
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
