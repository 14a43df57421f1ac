using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>The emulator, and the lab that stands for AWS before it, name nothing of our other projects, so a mistake on the wire or in a policy cannot hide in code that both sides share.</summary>
internal static partial class EmulatorIndependence
{
    private static readonly string[] Independent = ["src/StreamsEmulator", "tests/AwsLab"];

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
    [
        .. files.Where(file => Independent.Any(file.IsBelow))
            .SelectMany(file => Foreign().Matches(file.Code).Select(match => $"{file}: line {file.LineAt(match.Index)} uses {match.Value}")),
    ];

    [GeneratedRegex(@"\b(?:KeyspacesStreamer\.(?:AwsAccess|Contracts|Hosting|StreamPod|Operator|KeyspacesStreams|Testing)|Amazon\.\w+)\b")]
    private static partial Regex Foreign();
}
