using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>The emulator names nothing of our other projects, so a mistake on the wire cannot hide in code that both share.</summary>
internal static partial class EmulatorIndependence
{
    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
    [
        .. files.Where(file => file.IsBelow("src/StreamsEmulator"))
            .SelectMany(file => Foreign().Matches(file.Code).Select(match => $"{file}: line {file.LineAt(match.Index)} uses {match.Value}")),
    ];

    [GeneratedRegex(@"\b(?:KeyspacesStreamer\.(?:AwsAccess|Contracts|StreamPod|Operator|KeyspacesStreams|Testing)|Amazon\.KeyspacesStreams)\b")]
    private static partial Regex Foreign();
}
