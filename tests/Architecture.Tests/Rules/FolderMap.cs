using System.Collections.Frozen;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>The folders of one project, and which others each may use.</summary>
/// <param name="Project">Name of the project, which is also the last part of its namespace.</param>
/// <param name="Allowed">For each folder those that it may use.</param>
internal sealed record FolderMap(string Project, FrozenDictionary<string, string[]> Allowed)
{
    public string Root => $"src/{Project}";

    public string FolderOf(SourceFile file) => file.FoldersBelow(Root)!.FirstOrDefault(""); // only asked of files below the root
}
