using System.CommandLine;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Docs.Tests.Programs;

/// <summary>One call of one of our programs on a page.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Words">The words behind it, up to the end of the command.</param>
internal sealed partial record ProgramCall(string Program, IReadOnlyList<string> Words)
{
    private static readonly string[] Always = ["--help", "-h", "-?", "--version"];

    /// <summary>The calls in a line of shell, or in the words between backticks.</summary>
    public static IEnumerable<ProgramCall> In(string line) =>
        Form().Matches(line).Select(match => new ProgramCall(match.Groups["program"].Value, [.. Word().Matches(match.Groups["words"].Value).Select(word => word.Value.Trim('"', '\'', '[', ']', ','))]));

    /// <summary>The first word that the program does not know; null when it knows them all.</summary>
    public string? Unknown()
    {
        Command command = CommandLines.All[Program];
        var options = command.Options.ToList();
        for (var at = 0; at < Words.Count; at++)
        {
            var word = Words[at];
            if (word.StartsWith('-') && word.Length > 1)
            {
                var name = word.Split('=')[0];
                var option = options.Find(candidate => candidate.Name == name || candidate.Aliases.Contains(name));
                if (option is null && !Always.Contains(name))
                {
                    return name;
                }

                at += option is null || option.ValueType == typeof(bool) || word.Contains('=', StringComparison.Ordinal) ? 0 : 1;
            }
            else if (command.Subcommands.FirstOrDefault(candidate => candidate.Name == word) is { } verb)
            {
                command = verb;
                options.AddRange(verb.Options);
            }
            else if (command.Arguments.Count == 0 && word.Length > 0)
            {
                return word;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<=^|[\s/(`])(?<!keyspaces-streamer/)(?<program>streampod|streamer-operator|streams-emulator)(\.dll)?(?=\s|$)(?<words>[^|&;<>)`]*)")]
    private static partial Regex Form();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
