using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Every type says in one sentence what it is. Test classes may do without: their tests' names say it.</summary>
internal static partial class TypeSummaries
{
    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
    [
        .. files.Where(file => !file.FileName.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(file => file.Types.Where(type => IsMissing(file, type)).Select(type => $"{file}: {type.Name} has no <summary>")),
    ];

    // A part of a partial type leaves the sentence to the file that is named like the type.
    private static bool IsMissing(SourceFile file, TypeDeclaration type) =>
        !Summary().IsMatch(type.Documentation) && !(type.IsPartial && file.FileName != type.FileStem + ".cs");

    [GeneratedRegex(@"///\s*<summary>\s*(?:///\s*)?(?!</summary>|///)\S")]
    private static partial Regex Summary();
}
