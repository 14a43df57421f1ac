using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Architecture.Tests.Images;

/// <summary>A Dockerfile as its instructions, continued lines joined and comments left out.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<(string Instruction, string Arguments)> _lines;

    public Dockerfile(string text) =>
        _lines =
        [
            .. Continuation().Replace(text, " ").Split('\n')
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
                .Select(words => (words[0], words.ElementAtOrDefault(1) ?? "")),
        ];

    /// <summary>Instructions of the last stage, which alone is the image.</summary>
    public Dockerfile LastStage => new(_lines[_lines.FindLastIndex(line => line.Instruction == "FROM")..]);

    private Dockerfile(List<(string Instruction, string Arguments)> lines) => _lines = lines;

    public IReadOnlyList<string> All(string instruction) =>
        [.. _lines.Where(line => line.Instruction == instruction).Select(line => line.Arguments)];

    public string Only(string instruction) => Assert.Single(All(instruction));

    /// <summary>Value of a label, as it is written.</summary>
    public string? Label(string name) =>
        All("LABEL").SelectMany(labels => Assignment().Matches(labels))
            .Where(match => match.Groups["name"].Value == name)
            .Select(match => match.Groups["value"].Value)
            .SingleOrDefault();

    /// <summary>Paths copied from the checkout, not from another stage.</summary>
    public IEnumerable<string> CopiedPaths() =>
        All("COPY").Where(arguments => !arguments.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(arguments => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(?<name>[\w.]+)=""(?<value>[^""]*)""")]
    private static partial Regex Assignment();
}
