using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>One page of the tree: its blocks, its links and the places that can be linked to.</summary>
internal sealed partial class MarkdownPage
{
    private const string Indent = "    ";

    private readonly List<CodeBlock> _blocks = [];
    private readonly List<string> _prose = [];

    public MarkdownPage(string path)
    {
        Path = path;
        Text = File.ReadAllText(RepositoryRoot.PathOf(path.Split('/'))).Replace("\r\n", "\n", StringComparison.Ordinal);
        Split(Text.Split('\n'));
    }

    /// <summary>Below the checkout, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    /// <summary>Targets of links and pictures, as written, those to other sites left out.</summary>
    public IEnumerable<string> Links => Link().Matches(Span().Replace(Prose, "")).Select(match => match.Groups["target"].Value).Where(target => !Scheme().IsMatch(target));

    /// <summary>What is between backticks in a sentence or a table.</summary>
    public IEnumerable<string> Spans => Span().Matches(Prose).Select(match => match.Groups["code"].Value);

    /// <summary>Anchors of the headings, as the usual renderers make them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var anchor in Heading().Matches(Prose).Select(match => AnchorOf(match.Groups["words"].Value)))
            {
                var place = anchor;
                for (var count = 1; !anchors.Add(place); count++)
                {
                    place = $"{anchor}-{count}";
                }
            }

            return anchors;
        }
    }

    private string Prose => string.Join('\n', _prose);

    public override string ToString() => Path;

    private static string AnchorOf(string heading)
    {
        var plain = LinkText().Replace(heading.Trim(), match => match.Groups["text"].Value).ToLowerInvariant();
        return string.Concat(plain.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');
    }

    private void Split(string[] lines)
    {
        var inList = false;
        for (var at = 0; at < lines.Length; at++)
        {
            if (Fence().Match(lines[at]) is { Success: true } fence)
            {
                at = Fenced(lines, at, fence.Groups["indent"].Value, fence.Groups["language"].Value);
            }
            else if (lines[at].StartsWith(Indent, StringComparison.Ordinal) && !inList && (at == 0 || lines[at - 1].Length == 0))
            {
                at = Indented(lines, at);
            }
            else
            {
                inList = ListItem().IsMatch(lines[at]) || (inList && (lines[at].Length == 0 || lines[at][0] == ' '));
                _prose.Add(lines[at]);
            }
        }
    }

    private int Fenced(string[] lines, int begin, string indent, string language)
    {
        var end = Array.FindIndex(lines, begin + 1, line => line.Trim() == "```");
        Assert.True(end > 0, $"{Path}:{begin + 1} begins a block that does not end.");
        Add(begin + 1, language, lines[(begin + 1)..end].Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line));
        return end;
    }

    private int Indented(string[] lines, int begin)
    {
        var end = Array.FindIndex(lines, begin, line => line.Length > 0 && !line.StartsWith(Indent, StringComparison.Ordinal));
        end = end < 0 ? lines.Length : end;
        Add(begin, "", lines[begin..end].Select(line => line.Length == 0 ? line : line[Indent.Length..]));
        return end - 1;
    }

    private void Add(int line, string language, IEnumerable<string> text) => _blocks.Add(new CodeBlock(Path, line + 1, language, string.Join('\n', text)));

    [GeneratedRegex("^(?<indent> *)```(?<language>[a-z]*)")]
    private static partial Regex Fence();

    [GeneratedRegex("^ *([-*]|[0-9]+\\.) ")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex("^#{1,6} (?<words>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Scheme();
}
