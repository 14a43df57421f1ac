using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Which folder of the pod may use which: arrows point down only.</summary>
internal static partial class FolderArrows
{
    private const string Root = "src/StreamPod";

    private static readonly string[] Below = ["Records", "Faults", "Observability"];
    private static readonly string[] Cut = [.. Below, "Partitioning", "Encoding", "Batching"];
    private static readonly string[] Kept = [.. Cut, "Objects", "Leases", "Checkpoints", "Reading", "Shards"];

    private static readonly FrozenDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        ["Records"] = [],
        ["Faults"] = [],
        ["Observability"] = [],
        ["Partitioning"] = Below,
        ["Encoding"] = Below,
        ["Batching"] = Cut,
        ["Objects"] = Cut,
        ["Leases"] = Below,
        ["Checkpoints"] = [.. Cut, "Objects", "Leases"],
        ["Reading"] = Below,
        ["Shards"] = Kept,
        ["Verification"] = Kept,
        ["Configuration"] = [.. Kept, "Verification"],
        ["Commands"] = [.. Kept, "Verification", "Configuration"],
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files)
    {
        var pod = files.Where(file => file.IsBelow(Root)).ToList();
        var typesOf = pod.ToLookup(FolderOf, file => file.FileName.Split('.', '{')[0]);
        return [.. pod.SelectMany(file => ViolationsOf(file, typesOf))];
    }

    private static IEnumerable<string> ViolationsOf(SourceFile file, ILookup<string, string> typesOf)
    {
        var folder = FolderOf(file);
        if (folder.Length == 0)
        {
            // Program composes; no other type has a place at the top.
            return file.FileName == "Program.cs" ? [] : [$"{file}: only Program.cs lies directly in {Root}"];
        }

        if (!Allowed.TryGetValue(folder, out var allowed))
        {
            return [$"{file}: folder {folder} has no arrows; write them into FolderArrows and docs/decisions"];
        }

        return UsedBy(file, typesOf)
            .Where(used => used != folder && !allowed.Contains(used))
            .Distinct()
            .Select(used => $"{file}: {folder} may not use {used}");
    }

    private static IEnumerable<string> UsedBy(SourceFile file, ILookup<string, string> typesOf)
    {
        var qualified = Qualified().Matches(file.Code).Select(match => match.Groups["folder"].Value).Where(Allowed.ContainsKey);

        // "Leases.Lease" needs no using directive inside the pod's namespace.
        var relative = Relative().Matches(file.Code)
            .Where(match => typesOf[match.Groups["folder"].Value].Contains(match.Groups["type"].Value))
            .Select(match => match.Groups["folder"].Value);
        return qualified.Concat(relative);
    }

    private static string FolderOf(SourceFile file) => file.FoldersBelow(Root)!.FirstOrDefault("");

    [GeneratedRegex(@"\bStreamPod\s*\.\s*(?<folder>\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.(?<type>\w+)")]
    private static partial Regex Relative();
}
