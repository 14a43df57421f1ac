using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Names say the thing: some words in a type's name are a sign that its noun is still missing.</summary>
internal static partial class TypeNames
{
    private static readonly string[] Banned = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Manager", "Common", "Info"];

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
    [
        // The client's names are the official package's.
        .. files.Where(file => !file.IsBelow("src/KeyspacesStreams"))
            .SelectMany(file => file.Types.Select(type => type.Name).Concat(file.Path.Split('/')[..^1])
                .SelectMany(name => Words().Matches(name).Select(word => word.Value).Where(Banned.Contains)
                    .Select(word => $"{file}: {name} is named {word}"))),
    ];

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();
}
