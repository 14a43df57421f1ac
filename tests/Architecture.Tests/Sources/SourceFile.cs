namespace KeyspacesStreamer.Architecture.Tests.Sources;

/// <summary>A C# file of the tree, or one made up by a test: its path from the root, with slashes, and its text.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<StrippedSource> _stripped;
    private readonly Lazy<IReadOnlyList<TypeDeclaration>> _types;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        _stripped = new(() => StrippedSource.Of(text));
        _types = new(() => TypeDeclaration.FindAll(this));
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>The text with comments, strings and characters blanked; every offset stays.</summary>
    public string Code => _stripped.Value.Code;

    /// <summary>The text with comments blanked; every offset stays.</summary>
    public string Uncommented => _stripped.Value.Uncommented;

    /// <summary>Types declared outside any other type.</summary>
    public IReadOnlyList<TypeDeclaration> Types => _types.Value;

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    public int LineCount => Text.Length == 0 ? 0 : Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>Folders below <paramref name="root"/>, without the file name; null when the file lies elsewhere.</summary>
    public string[]? FoldersBelow(string root) =>
        Path.StartsWith(root + "/", StringComparison.Ordinal) ? Path[(root.Length + 1)..].Split('/')[..^1] : null;

    public bool IsBelow(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public int LineAt(int offset) => Text.AsSpan(0, offset).Count('\n') + 1;

    public override string ToString() => Path;
}
