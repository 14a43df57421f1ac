namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>A block of code on a page.</summary>
/// <param name="Page">The page, below the checkout.</param>
/// <param name="Line">Its first line on the page, counted from 1.</param>
/// <param name="Language">The word behind the fence; empty for an indented block or a fence without one.</param>
/// <param name="Text">What is in it, without the indentation.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, string Text)
{
    // CloudWatch Logs Insights: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
    private static readonly string[] QueryWords = ["filter ", "fields ", "stats "];

    /// <summary>Whether people are meant to type it into a shell: by its word, or indented and no query of logs.</summary>
    public bool IsShell => Language is "sh" or "bash" || (Language.Length == 0 && !QueryWords.Any(word => Text.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>The lines of a shell block as the shell takes them: continued ones joined, without comments and without texts that are fed to a command.</summary>
    public IReadOnlyList<string> Commands => [.. HereText.Without(Text).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(WithoutComment).Where(line => line.Length > 0)];

    public override string ToString() => $"{Page}:{Line}";

    private static string WithoutComment(string line)
    {
        var comment = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
