using System.Text;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Architecture.Tests.Sources;

/// <summary>A type as a file declares it.</summary>
/// <param name="Name">Its name without type parameters.</param>
/// <param name="TypeParameters">Their names, such as <c>TKey,TValue</c>; empty when it has none.</param>
/// <param name="IsPartial">Whether other files may declare the rest of it.</param>
/// <param name="Documentation">What is in the file between the statement before and the declaration.</param>
internal sealed partial record TypeDeclaration(string Name, string TypeParameters, bool IsPartial, string Documentation)
{
    /// <summary>The file name that belongs to the type: <c>WorkQueue{T}</c> for <c>WorkQueue&lt;T&gt;</c>.</summary>
    public string FileStem => TypeParameters.Length == 0 ? Name : $"{Name}{{{TypeParameters}}}";

    public static IReadOnlyList<TypeDeclaration> FindAll(SourceFile file)
    {
        var outer = OutsideBodies(file.Code);
        return [.. Declaration().Matches(outer).Select(match => Read(file, outer, match))];
    }

    private static TypeDeclaration Read(SourceFile file, string outer, Match match)
    {
        var before = outer.LastIndexOfAny([';', '}'], match.Index) + 1;
        var parameters = match.Groups["parameters"].Value.Replace(" ", "", StringComparison.Ordinal);
        return new TypeDeclaration(
            match.Groups["name"].Value,
            Variance().Replace(parameters, ""),
            outer[before..match.Index].Contains("partial", StringComparison.Ordinal),
            file.Text[before..match.Index]);
    }

    // Only what is outside all bodies, parameter lists and attributes; offsets stay.
    private static string OutsideBodies(string code)
    {
        var outer = new StringBuilder(code);
        var depth = 0;
        for (var at = 0; at < code.Length; at++)
        {
            depth += code[at] is '{' or '(' or '[' ? 1 : 0;
            if (depth > 0 && code[at] != '\n')
            {
                // The end of a body ends a declaration.
                outer[at] = depth == 1 && code[at] == '}' ? '}' : ' ';
            }

            depth -= code[at] is '}' or ')' or ']' ? 1 : 0;
        }

        return outer.ToString();
    }

    [GeneratedRegex(@"\b(?:record\s+(?:class|struct)|class|struct|interface|enum|record|delegate\s+[\w.<>?, ]+?)\s+(?!where\b|struct\b|class\b)(?<name>[A-Za-z_]\w*)\s*(?:<(?<parameters>[^>]*)>)?")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b(?:in|out)(?=[A-Z])")]
    private static partial Regex Variance();
}
