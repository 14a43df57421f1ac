using System.Text.Json;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>
/// What PREPARE writes into pendingCheckpointState: all that a successor needs to cut, encode and name the same objects again.
/// </summary>
internal sealed record PendingGroup
{
    /// <summary>The newest version that is understood: its layout may name the fourth edition of the key rules.</summary>
    public const int NewestVersion = 6;

    /// <summary>The version whose layout may name rows and what they are compressed by.</summary>
    private const int RowVersion = 5;

    /// <summary>The version whose layout names what cuts its objects.</summary>
    private const int CutVersion = 4;

    private const int FirstVersion = 1;

    private const int MostNamedObjects = 16;

    /// <summary>The oldest version that says all of it: what an older pod can finish, it may.</summary>
    public required int Version { get; init; }

    /// <summary>First record of the range; the range may begin at TRIM_HORIZON or LATEST, which cannot be read twice.</summary>
    public required string First { get; init; }

    public required string Last { get; init; }

    public required int Records { get; init; }

    /// <summary>Uncompressed bytes, or of rows what their columns and files held at most, so that a successor can reserve the memory beforehand.</summary>
    public required long Bytes { get; init; }

    /// <summary>Number of objects.</summary>
    public required int Objects { get; init; }

    /// <summary>Their keys when they are few: then a successor need not read the stream again if all are there.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Positions of objects that carry the shard's short hash in their name, because another shard has the plain one.</summary>
    public IReadOnlyList<int> Collisions { get; init; } = [];

    public required ObjectLayout Layout { get; init; }

    public static PendingGroup Of(Group group, ObjectLayout layout)
    {
        var needed = layout with { KeyRules = group.KeyRules, CutBy = group.CutBy };
        return new PendingGroup
        {
            Version = VersionOf(needed),
            First = group.First.Text,
            Last = group.Last.Text,
            Records = group.Records,
            Bytes = layout.HoldsRows ? group.MostHeldBytes : group.Bytes,
            Objects = group.Objects.Count,
            Keys = group.Objects.Count <= MostNamedObjects ? [.. group.Objects.Select(item => item.Key)] : [],
            Layout = needed,
        };
    }

    /// <summary>A pending group for an earlier life's range whose objects are not known yet but for what cut them; that they follow this version's key rules is taken for granted.</summary>
    public static PendingGroup Adopting(PendingGroup ours, string last, CutMeasure cutBy)
    {
        var layout = OfThisVersion(ours.Layout, cutBy);
        return ours with { Version = VersionOf(layout), Last = last, Records = 0, Bytes = 0, Objects = 0, Keys = [], Collisions = [], Layout = layout };
    }

    /// <summary>A pending group for a range of which some objects stand and the pending group itself is lost; the same is taken for granted.</summary>
    public static PendingGroup Completing(ObjectLayout layout, string first, string last, CutMeasure cutBy)
    {
        var ours = OfThisVersion(layout, cutBy);
        return new PendingGroup { Version = VersionOf(ours), First = first, Last = last, Records = 0, Bytes = 0, Objects = 0, Layout = ours };
    }

    /// <summary>Whether the pending group says what objects to expect; an adopted range does not.</summary>
    public bool IsCounted => Objects > 0;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PendingGroupJson.Default.PendingGroup);

    /// <summary>Reads a pending group back, or null when the bytes were written by another application that used the table before.</summary>
    /// <exception cref="FormatException">The bytes are a pending group of a newer version, or a damaged one of ours.</exception>
    public static PendingGroup? TryRead(ReadOnlySpan<byte> state)
    {
        if (VersionOf(state) is not { } version)
        {
            return null;
        }

        if (version is < FirstVersion or > NewestVersion)
        {
            throw new FormatException($"The pending range was written by a version of this program that writes pending groups in format {version}; this one knows formats up to {NewestVersion}. Start the newer version to finish it.");
        }

        try
        {
            var pending = JsonSerializer.Deserialize(state, PendingGroupJson.Default.PendingGroup)!; // VersionOf has found an object
            return PendingGroupCheck.ProblemsOf(pending) is { Count: > 0 } problems
                ? throw new FormatException($"The pending range cannot be read: {string.Join("; ", problems)}.")
                : pending;
        }
        catch (JsonException problem)
        {
            throw new FormatException($"The pending range cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The newest rules, where they matter.</summary>
    private static ObjectLayout OfThisVersion(ObjectLayout layout, CutMeasure cutBy) => layout with
    {
        CutBy = cutBy,
        KeyRules = layout.OnUnreadableRecord == UnreadableRecordPolicy.Quarantine ? KeyHead.IsShorterThanBefore(layout.Prefix, layout.KeyTemplate) ? KeyRules.Fourth : KeyRules.Third
            : layout.NamesColumns ? KeyRules.Second : KeyRules.First,
    };

    private static int VersionOf(ObjectLayout layout) => layout switch
    {
        { KeyRules: KeyRules.Fourth } => NewestVersion,
        { HoldsRows: true } or { Compression: ObjectCompression.Zstd or ObjectCompression.Snappy } => RowVersion,
        { CutBy: CutMeasure.Wire } or { Transform: not null } => CutVersion,
        { KeyRules: KeyRules.First } => FirstVersion,
        { KeyRules: KeyRules.Second } => 2,
        { KeyRules: KeyRules.Third } => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout.KeyRules, "Unknown edition of the key rules."),
    };

    private static int? VersionOf(ReadOnlySpan<byte> state)
    {
        try
        {
            var reader = new Utf8JsonReader(state);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("version", out var version)
                && root.TryGetProperty("layout", out _)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out var number)
                    ? number
                    : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON at all, or names with escapes that are no text: bytes of another application, and nothing of ours depends on them.
            return null;
        }
    }
}
