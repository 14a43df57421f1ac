using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>The name of a metric is written once, in Contracts; everything else refers to it.</summary>
internal static partial class MetricNameLiterals
{
    private const string Home = "src/Contracts/MetricNames.cs";

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
    [
        .. files.Where(file => file.IsBelow("src") && file.Path != Home)
            .SelectMany(file => Name().Matches(file.Uncommented).Select(match => $"{file}: line {file.LineAt(match.Index)} spells {match.Value}; use {Home}")),
    ];

    [GeneratedRegex(@"keyspaces_cdc_\w*")]
    private static partial Regex Name();
}
