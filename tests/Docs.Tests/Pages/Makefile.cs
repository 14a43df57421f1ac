using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>The targets of the Makefile.</summary>
internal static partial class Makefile
{
    public static IReadOnlySet<string> Targets { get; } = Target().Matches(File.ReadAllText(RepositoryRoot.PathOf("Makefile"))).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("^(?<name>[a-z][a-z-]*):( |$)", RegexOptions.Multiline)]
    private static partial Regex Target();
}
