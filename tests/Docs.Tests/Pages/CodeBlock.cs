namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>A block of code on a page.</summary>
/// <param name="Page">The page, below the checkout.</param>
/// <param name="Line">Its first line on the page, counted from 1.</param>
/// <param name="Language">The word behind the fence; empty for an indented block or a fence without one.</param>
/// <param name="Text">What stands in it, without the indentation.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, string Text)
{
    /// <summary>Whether people are meant to type it: shell by its word, or indented.</summary>
    public bool IsShell => Language is "sh" or "bash" or "";

    /// <summary>The lines of a shell block as the shell takes them: continued ones joined, without comments and without texts that are fed to a command.</summary>
    public IReadOnlyList<string> Commands => [.. HereText.Without(Text).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(WithoutComment).Where(line => line.Length > 0)];

    public override string ToString() => $"{Page}:{Line}";

    private static string WithoutComment(string line)
    {
        var comment = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
