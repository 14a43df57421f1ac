using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>At 300 lines (400 in tests) a file holds two nouns.</summary>
internal static class FileSizes
{
    private const int SourceLimit = 300;
    private const int TestLimit = 400;

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
    [
        .. files.Where(file => file.LineCount > LimitOf(file))
            .Select(file => $"{file}: {file.LineCount} lines, at most {LimitOf(file)}"),
    ];

    private static int LimitOf(SourceFile file) => file.IsBelow("src") ? SourceLimit : TestLimit;
}
