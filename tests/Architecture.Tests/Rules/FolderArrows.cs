using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Which folder of the pod and of the operator may use which: arrows point down only.</summary>
internal static partial class FolderArrows
{
    private static readonly string[] Base = ["Records", "Faults", "Observability"];
    private static readonly string[] Written = [.. Base, "Partitioning", "Rows", "Values", "Shapes", "Transforms", "Formats"];
    private static readonly string[] Grouped = [.. Written, "Memory", "Groups"];
    private static readonly string[] Stored = [.. Grouped, "Objects", "Leases", "Checkpoints", "Reading"];
    private static readonly string[] Run = [.. Stored, "Shards", "Fleet"];

    private static readonly FolderMap Pod = new("StreamPod", new Dictionary<string, string[]>
    {
        ["Records"] = [],
        ["Faults"] = [],
        ["Observability"] = ["Faults"],
        ["Partitioning"] = Base,
        ["Rows"] = Base,
        ["Values"] = [.. Base, "Rows"],
        ["Shapes"] = [.. Base, "Rows", "Values"],
        ["Transforms"] = [.. Base, "Shapes"],
        ["Formats"] = [.. Base, "Partitioning", "Rows", "Values", "Shapes"],
        ["Memory"] = Base,
        ["Groups"] = [.. Written, "Memory"],
        ["Objects"] = Grouped,
        ["Leases"] = Base,
        ["Checkpoints"] = [.. Grouped, "Objects", "Leases"],
        ["Reading"] = Base,
        ["Shards"] = Stored,
        ["Fleet"] = [.. Stored, "Shards"],
        ["Queries"] = [.. Grouped, "Objects"],
        ["Verification"] = Stored,
        ["Rebuilding"] = [.. Stored, "Verification"],
        ["Configuration"] = [.. Run, "Verification"],
        ["Commands"] = [.. Run, "Queries", "Verification", "Rebuilding", "Configuration"],
    }.ToFrozenDictionary());

    private static readonly string[] Cluster = ["Api", "WorkQueue", "Watching", "Kubernetes"];
    private static readonly string[] Desired = [.. Cluster, "Aws", "Resources"];
    private static readonly string[] Process = [.. Desired, "Reconciling", "Observability", "Controllers", "Leadership"];

    private static readonly FolderMap Operator = new("Operator", new Dictionary<string, string[]>
    {
        ["Api"] = [],
        ["WorkQueue"] = [],
        ["Watching"] = ["WorkQueue"],
        ["Kubernetes"] = ["Api", "WorkQueue", "Watching"],
        ["Leadership"] = ["WorkQueue", "Kubernetes", "Aws", "Observability"],
        ["Aws"] = ["Api"],
        ["Resources"] = Cluster,
        ["Reconciling"] = Desired,
        ["Observability"] = [.. Desired, "Reconciling"],
        ["Controllers"] = [.. Desired, "Reconciling", "Observability"],
        ["Configuration"] = Process,
        ["Commands"] = [.. Process, "Configuration"],
    }.ToFrozenDictionary());

    public static IReadOnlyList<string> Violations(IReadOnlyList<SourceFile> files) => [.. new[] { Pod, Operator }.SelectMany(map => ViolationsIn(map, files))];

    private static IEnumerable<string> ViolationsIn(FolderMap map, IReadOnlyList<SourceFile> files)
    {
        var own = files.Where(file => file.IsBelow(map.Root)).ToList();
        var typesOf = own.ToLookup(map.FolderOf, file => file.FileName.Split('.', '{')[0]);
        return own.SelectMany(file => ViolationsOf(map, file, typesOf));
    }

    private static IEnumerable<string> ViolationsOf(FolderMap map, SourceFile file, ILookup<string, string> typesOf)
    {
        var folder = map.FolderOf(file);
        if (folder.Length == 0)
        {
            // Program composes; no other type has a place at the top.
            return file.FileName == "Program.cs" ? [] : [$"{file}: only Program.cs lies directly in {map.Root}"];
        }

        if (!map.Allowed.TryGetValue(folder, out var allowed))
        {
            return [$"{file}: folder {folder} has no arrows; write them into FolderArrows and docs/decisions"];
        }

        return UsedBy(map, file, typesOf)
            .Where(used => used != folder && !allowed.Contains(used))
            .Distinct()
            .Select(used => $"{file}: {folder} may not use {used}");
    }

    private static IEnumerable<string> UsedBy(FolderMap map, SourceFile file, ILookup<string, string> typesOf)
    {
        var qualified = Qualified().Matches(file.Code)
            .Where(match => match.Groups["project"].Value == map.Project)
            .Select(match => match.Groups["folder"].Value).Where(map.Allowed.ContainsKey);

        // "Leases.Lease" needs no using directive inside the project's namespace.
        var relative = Relative().Matches(file.Code)
            .Where(match => typesOf[match.Groups["folder"].Value].Contains(match.Groups["type"].Value))
            .Select(match => match.Groups["folder"].Value);
        return qualified.Concat(relative);
    }

    [GeneratedRegex(@"\b(?<project>StreamPod|Operator)\s*\.\s*(?<folder>\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.(?<type>\w+)")]
    private static partial Regex Relative();
}
