using System.Globalization;
using System.Text.RegularExpressions;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>What the metadata of one object says of its place in the chain of its shard.</summary>
internal sealed partial record ChainObject
{
    public required string Key { get; init; }

    public required string StreamLabel { get; init; }

    public required ShardId ShardId { get; init; }

    /// <summary>Last number of the group before, or the word or number the shard began with.</summary>
    public required Checkpoint Previous { get; init; }

    public required SequenceNumber First { get; init; }

    public required SequenceNumber Last { get; init; }

    public required SequenceNumber GroupLast { get; init; }

    public required int Part { get; init; }

    public required int Parts { get; init; }

    public required long Records { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Hash of the layout that the object was cut by; null when the object does not say.</summary>
    public string? SettingsHash { get; init; }

    /// <summary>What cut its group into objects; null when the object does not say.</summary>
    public string? CutBy { get; init; }

    /// <summary>Whether the object claims to be one of a stream; anything else under the prefix is the user's own.</summary>
    public static bool IsMarked(StoredObject stored) => stored.Metadata.ContainsKey(ObjectMetadata.ShardId);

    /// <exception cref="FormatException">A member of the metadata is missing or not what it should be; the message names it.</exception>
    public static ChainObject Parse(StoredObject stored)
    {
        var first = NumberOf(stored, ObjectMetadata.FirstSequenceNumber);
        var last = Shared(NumberOf(stored, ObjectMetadata.LastSequenceNumber), first);
        var (part, parts) = PartOf(stored);
        return new ChainObject
        {
            Key = stored.Key,
            StreamLabel = TextOf(stored, ObjectMetadata.StreamLabel),
            ShardId = new ShardId(TextOf(stored, ObjectMetadata.ShardId)),
            Previous = PreviousOf(stored),
            First = first,
            Last = last,
            GroupLast = Shared(NumberOf(stored, ObjectMetadata.GroupLastSequenceNumber), last),
            Part = part,
            Parts = parts,
            Records = long.TryParse(TextOf(stored, ObjectMetadata.RecordCount), NumberStyles.None, CultureInfo.InvariantCulture, out var records)
                ? records
                : throw Wrong(stored, ObjectMetadata.RecordCount),
            SizeBytes = stored.SizeBytes,
            SettingsHash = stored.Metadata.GetValueOrDefault(ObjectMetadata.SettingsHash),
            CutBy = stored.Metadata.GetValueOrDefault(ObjectMetadata.CutBy),
        };
    }

    /// <summary>Keeps one text where two are equal: a million objects are held at once.</summary>
    private static SequenceNumber Shared(SequenceNumber number, SequenceNumber other) => number == other ? other : number;

    private static (int Part, int Parts) PartOf(StoredObject stored)
    {
        var match = PartPattern().Match(TextOf(stored, ObjectMetadata.Part));
        return match.Success
            ? (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : throw Wrong(stored, ObjectMetadata.Part);
    }

    private static Checkpoint PreviousOf(StoredObject stored) => TextOf(stored, ObjectMetadata.PreviousSequenceNumber) switch
    {
        "TRIM_HORIZON" => Checkpoint.TrimHorizon,
        "LATEST" => Checkpoint.Latest,
        _ => Checkpoint.At(NumberOf(stored, ObjectMetadata.PreviousSequenceNumber)),
    };

    private static SequenceNumber NumberOf(StoredObject stored, string name) =>
        SequenceNumber.TryParse(TextOf(stored, name), out var number) ? number : throw Wrong(stored, name);

    private static string TextOf(StoredObject stored, string name) =>
        stored.Metadata.TryGetValue(name, out var text) ? text : throw new FormatException($"has no {name}");

    private static FormatException Wrong(StoredObject stored, string name) => new($"has {name} '{stored.Metadata[name]}'");

    [GeneratedRegex("^([1-9][0-9]{0,8})/([1-9][0-9]{0,8})$")]
    private static partial Regex PartPattern();
}
