namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>Files that pages speak of already and that are not in the tree yet. A test wants each of them struck off as soon as it is there.</summary>
internal static class AwaitedFiles
{
    public static IReadOnlyList<string> All { get; } = [];
}
