using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>No test judges by what a machine manages in a time: whatever is waited for has the bound of Phase, which only a hang reaches, and nothing else measures real time.</summary>
internal static partial class RealTime
{
    /// <summary>The shared places, and the files that have another reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Allowed = new Dictionary<string, string>
    {
        ["tests/Testing/Processes/Phase.cs"] = "the bound of everything that is waited for",
        ["tests/Testing/Time/FakeTimeLoop.cs"] = "the same bound, for a scenario of fake time",
        ["tests/Testing/Time/Pace.cs"] = "pauses between acts, by which nothing is judged",
        ["tests/Integration.Tests/Faults/Backend.cs"] = "timestamps that tell which of two writes came first",
        ["tests/Cluster.Tests/Operators/Nodes/NodePod.cs"] = "a kubelet's grace period, which the pod's spec sets",
        ["tests/Cluster.Tests/Streaming/ReadyTests.cs"] = "a wait of kubectl that must not succeed",
        ["tests/StreamsEmulator.Tests/Commands/EmulatorProcess.cs"] = "shares no code with the other tests, and waits without a bound",
    };

    // A server, whose bounds are part of what it does, and the examples of this rule.
    private static readonly string[] Elsewhere = ["tests/AwsLab", "tests/Architecture.Tests"];

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(file => file.IsBelow("tests") && !Elsewhere.Any(file.IsBelow) && !Allowed.ContainsKey(file.Path)).SelectMany(Found)];

    /// <summary>Files that are allowed what they do not do.</summary>
    public static IReadOnlyList<string> Unneeded(IReadOnlyList<SourceFile> files) =>
        [.. Allowed.Keys.Where(path => !files.Any(file => file.Path == path && Found(file).Any()))];

    private static IEnumerable<string> Found(SourceFile file) =>
        Tell(file, Measure().Matches(file.Code), "measures real time; wait for a Phase")
            .Concat(Tell(file, Bound().Matches(file.Code), "has a bound of its own; wait for a Phase"))
            .Concat(Tell(file, Timeout().Matches(file.Uncommented), "has a bound of its own; use Phase.KubectlTimeout"))
            .Concat(Tell(file, Pause().Matches(file.Code), "lets real time pass; wait for a Phase, or pause by Pace between two acts"));

    private static IEnumerable<string> Tell(SourceFile file, MatchCollection matches, string what) =>
        matches.Select(match => $"{file}: line {file.LineAt(match.Index)} {what}");

    [GeneratedRegex(@"\bStopwatch\b|\bTimeProvider\s*\.\s*System\s*\.\s*Get(?:Timestamp|ElapsedTime)\b")]
    private static partial Regex Measure();

    [GeneratedRegex(@"\bCancelAfter\s*\(|\bnew\s+CancellationTokenSource\s*\(\s*[^\s)]|\.\s*WaitAsync\s*\([^;]*?\bTime(?:Span|Provider)\b|[{,]\s*(?:Connect)?Timeout\s*=\s*TimeSpan\b|\[\s*(?:Fact|Theory)\s*\([^)\]]*\bTimeout\s*=")]
    private static partial Regex Bound();

    [GeneratedRegex("""--timeout(?:=|"\s*,\s*")\d""")]
    private static partial Regex Timeout();

    [GeneratedRegex(@"\bTask\s*\.\s*Delay\s*\(\s*(?!Timeout\s*\.\s*Infinite)[^;]*?\bTimeProvider\s*\.\s*System\b")]
    private static partial Regex Pause();
}
