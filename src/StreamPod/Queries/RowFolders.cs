using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>In which folders the files of a stream lie, and what the names of the folders say.</summary>
internal sealed record RowFolders
{
    /// <summary>The folder of all files, with a slash at its end; empty for all of the bucket.</summary>
    public required string Root { get; init; }

    /// <summary>The folders below it whose names are columns, from above.</summary>
    public required IReadOnlyList<FolderColumn> Columns { get; init; }

    /// <summary>Below the root, each column as <c>${NAME}</c>, with a slash at its end: <c>dt=${dt}/</c>.</summary>
    public required string Template { get; init; }

    /// <summary>Whether folders of a shard or a sequence number follow, which no engine can list beforehand.</summary>
    public required bool HasOthersBelow { get; init; }

    /// <summary>Whether each folder below the root is one column, in the manner of Hive: <c>NAME=VALUE</c>.</summary>
    public required bool IsHive { get; init; }

    /// <summary>Columns whose value alone begins the name of a folder.</summary>
    public required IReadOnlyList<string> Bare { get; init; }

    /// <summary>The names of the folders and of the files as DuckDB looks for them, below the root.</summary>
    public required string Glob { get; init; }

    /// <summary>Folders of ours that <see cref="Glob"/> finds as well, below the root, each with a slash at its end.</summary>
    public required IReadOnlyList<string> Ours { get; init; }

    /// <summary>What the names of all files end with, <c>.json.gz</c> for example.</summary>
    public required string Ending { get; init; }

    /// <param name="template">The template of the files' keys.</param>
    /// <param name="prefix">Put before every key as it is.</param>
    /// <param name="stream">Keyspace and table.</param>
    /// <param name="ending">What keys end with besides the template.</param>
    /// <param name="taken">Names of fields, which no folder's column may have.</param>
    public static RowFolders Of(KeyTemplate template, string prefix, TableStream stream, string ending, IReadOnlyCollection<string> taken)
    {
        var segments = KeySegment.Of([new KeyPart(KeyPartKind.Literal, prefix), .. template.Parts.Select(part => part.Kind switch
        {
            KeyPartKind.Keyspace => new KeyPart(KeyPartKind.Literal, stream.Keyspace),
            KeyPartKind.Table => new KeyPart(KeyPartKind.Literal, stream.Table),
            _ => part,
        })]);
        var folders = segments.SkipLast(1).ToList();
        var root = folders.TakeWhile(folder => folder.IsFixed).ToList();
        var below = folders.Skip(root.Count).ToList();
        var named = below.TakeWhile(folder => !folder.HoldsNumbers).ToList();
        var columns = new FolderColumns(taken);
        var text = string.Concat(columns.Of(named).Select(folder => folder + "/"));
        var tail = EndingOf(segments[^1], ending);
        var rootText = string.Concat(root.Select(folder => folder.Lead + "/"));
        var ours = new[] { ReservedPrefixes.Gaps, ReservedPrefixes.Quarantine, ReservedPrefixes.Schemas }.Select(folder => ReservedPrefixes.Of(folder, prefix, template.Text, stream));
        return new RowFolders
        {
            Root = rootText,
            Columns = columns.Found,
            Template = text,
            HasOthersBelow = below.Exists(folder => folder.HoldsNumbers),
            IsHive = below.Count > 0 && below.TrueForAll(folder => folder.HiveName is { } name && columns.Found.Any(column => column.Name == name)),
            Bare = [.. below.Where(folder => folder.Lead.Length == 0 && folder.Core.Count > 0 && folder.Core[0].Kind == KeyPartKind.Column).Select(folder => folder.Core[0].Text).Distinct()],
            Glob = string.Concat(below.Select(folder => folder.Glob + "/")) + $"*{KeySegment.GlobOf(tail)}",
            Ours = below.Count > 0 && MayEndLikeOurs(tail) ? [.. ours.Where(key => MayBegin(below[0], key, rootText)).Select(key => key[rootText.Length..])] : [],
            Ending = tail,
        };
    }

    /// <summary>A mark may stand before the extension of a file, so nothing but the extension is sure.</summary>
    private static string EndingOf(KeySegment file, string ending)
    {
        var trail = file.Trail;
        var dot = trail.IndexOf('.', StringComparison.Ordinal);
        var extension = dot < 0 ? "" : trail[dot..];
        return trail.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? extension : extension + ending;
    }

    /// <summary>Our own objects end with <c>.json</c>.</summary>
    private static bool MayEndLikeOurs(string ending) => ending.Length == 0 || ending == ".json";

    private static bool MayBegin(KeySegment folder, string key, string root) =>
        key.StartsWith(root + folder.Lead, StringComparison.Ordinal) && !folder.IsFixed && !folder.BeginsWithTime;
}
