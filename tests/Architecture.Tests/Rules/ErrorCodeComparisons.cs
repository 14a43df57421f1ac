using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>What an error code of AWS means is in one table; nothing else in pod, operator and what they share spells one or compares one.</summary>
internal static partial class ErrorCodeComparisons
{
    private static readonly string[] Roots = ["src/StreamPod", "src/Operator", "src/AwsAccess"];

    private static readonly FrozenSet<string> Codes = AwsErrorCodes.All.Select(row => row.Code).ToFrozenSet(StringComparer.Ordinal);

    // Words that are error codes too, and mean something else where they stand.
    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["src/Operator/Api/V1Alpha1/ConditionReasons.cs"] = "reasons of conditions",
        // The typed enumeration of the client, whose values are what a reader of a stream does next and no fault.
        ["src/StreamPod/Reading/KeyspacesStreamSource.cs"] = "ValidationExceptionType",
        ["src/StreamPod/Reading/StreamResolver.cs"] = "ValidationExceptionType",
        ["src/StreamPod/Shards/ShardFaults.cs"] = "ValidationExceptionType",
        ["src/AwsAccess/AwsAnswers.cs"] = "hands the code to the table",
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(file => Roots.Any(file.IsBelow) && !Reasons.ContainsKey(file.Path)).SelectMany(ViolationsOf)];

    private static IEnumerable<string> ViolationsOf(SourceFile file)
    {
        foreach (var match in Literal().Matches(file.Uncommented).Where(match => Codes.Contains(match.Groups["text"].Value)))
        {
            yield return $"{file}: line {file.LineAt(match.Index)} spells the error code {match.Groups["text"].Value}; ask AwsAnswers.Judge";
        }

        foreach (var match in Comparison().Matches(file.Uncommented).Cast<Match>())
        {
            yield return $"{file}: line {file.LineAt(match.Index)} looks at an error code; ask AwsAnswers.Judge";
        }
    }

    [GeneratedRegex("\"(?<text>[A-Za-z0-9. ]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\bErrorCode\s*(?:==|!=|is\b|switch\b|\.|:)")]
    private static partial Regex Comparison();
}
