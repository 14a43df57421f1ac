using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Every log line is a source-generated message, and all of a project's messages are in one file.</summary>
internal static partial class LogMessagePlaces
{
    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(file => file.IsBelow("src")).SelectMany(file => Declared(file).Concat(Written(file)))];

    private static IEnumerable<string> Declared(SourceFile file) =>
        file.Path.EndsWith("/Observability/LogMessages.cs", StringComparison.Ordinal)
            ? []
            : Declaration().Matches(file.Code).Select(match =>
                $"{file}: line {file.LineAt(match.Index)} declares a log message; its place is Observability/LogMessages.cs");

    private static IEnumerable<string> Written(SourceFile file) =>
        DirectCall().Matches(file.Code).Select(match => $"{file}: line {file.LineAt(match.Index)} logs by {match.Value.Trim('(', '.')}; declare a log message");

    [GeneratedRegex(@"\[\s*LoggerMessage\b|\bLoggerMessage\s*\.\s*Define")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\.\s*Log(?:Trace|Debug|Information|Warning|Error|Critical)\s*\(|\.\s*Log\s*\(\s*LogLevel")]
    private static partial Regex DirectCall();
}
