using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>One type per file, named like the file. A part of a partial type may add a word: <c>Lease.Reading.cs</c>.</summary>
internal static class OneTypePerFile
{
    private static readonly string[] WithoutType = ["Program.cs", "AssemblyInfo.cs"];

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) =>
        [.. files.Select(ViolationOf).OfType<string>()];

    private static string? ViolationOf(SourceFile file)
    {
        var stem = file.FileName[..^".cs".Length];
        return file.Types switch
        {
            [] => WithoutType.Contains(file.FileName) ? null : $"{file}: declares no type",
            [var type] when type.FileStem == stem => null,
            [var type] when type.IsPartial && stem.StartsWith(type.FileStem + ".", StringComparison.Ordinal) => null,
            [var type] => $"{file}: declares {type.FileStem}",
            var types => $"{file}: declares {types.Count} types: {string.Join(", ", types.Select(type => type.FileStem))}",
        };
    }
}
