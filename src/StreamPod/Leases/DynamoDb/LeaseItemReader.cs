using System.Globalization;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>Reads the attributes of one item, and says which item and attribute it was when one is not as it must be.</summary>
internal readonly struct LeaseItemReader
{
    private readonly Dictionary<string, AttributeValue> _item;

    /// <exception cref="LeaseTableException">The item has no text under leaseKey.</exception>
    public LeaseItemReader(Dictionary<string, AttributeValue> item)
    {
        _item = item;
        Key = item.GetValueOrDefault(LeaseAttributes.LeaseKey)?.S
            ?? throw new LeaseTableException($"An item of the lease table has no text under {LeaseAttributes.LeaseKey}.");
    }

    public string Key { get; }

    // A foreign item may hold anything under entityType; what is not text makes it foreign too.
    public LeaseItemKind Kind => LeaseAttributes.KindOf(
        Key, _item.TryGetValue(LeaseAttributes.EntityType, out var type) ? type.S ?? "" : null);

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Find(name) is { } value ? value.S ?? throw Unexpected(name, "text (S)", value) : null;

    public long Number(string name) => NumberOrNull(name) ?? throw Missing(name);

    public long? NumberOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return long.TryParse(value.N, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unexpected(name, "a whole number (N)", value);
    }

    public bool Flag(string name) => Find(name) is { } value && (value.BOOL ?? throw Unexpected(name, "true or false (BOOL)", value));

    public ReadOnlyMemory<byte>? BytesOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.B?.ToArray() ?? throw Unexpected(name, "bytes (B)", value);
    }

    public DateTimeOffset? TimeOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return DateTimeOffset.TryParse(value.S, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Unexpected(name, "a time as ISO 8601 (S)", value);
    }

    public IReadOnlyList<ShardId> Shards(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.SS is { } shards
            ? LeaseTransition.AsSet(shards.Select(shard => new ShardId(shard)))
            : throw Unexpected(name, "a set of texts (SS)", value);
    }

    public Checkpoint Checkpoint(string name) => CheckpointOrNull(name) ?? throw Missing(name);

    public Checkpoint? CheckpointOrNull(string name)
    {
        if (TextOrNull(name) is not { } text)
        {
            return null;
        }

        try
        {
            return Records.Checkpoint.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new LeaseTableException($"Item '{Key}' of the lease table: {name} is not readable: {exception.Message}", exception);
        }
    }

    private AttributeValue? Find(string name) => _item.GetValueOrDefault(name);

    private LeaseTableException Missing(string name) => new($"Item '{Key}' of the lease table has no {name}.");

    private LeaseTableException Unexpected(string name, string expected, AttributeValue found) =>
        new($"Item '{Key}' of the lease table: {name} must be {expected}, found {Describe(found)}.");

    private static string Describe(AttributeValue value) => value switch
    {
        { S: { } text } => $"S '{(text.Length > 60 ? text[..60] + "…" : text)}'",
        { N: { } number } => $"N {number}",
        { B: { } bytes } => $"B of {bytes.Length} bytes",
        { BOOL: { } flag } => $"BOOL {flag}",
        { NULL: true } => "NULL",
        { SS: { } texts } => $"SS of {texts.Count}",
        { NS: not null } => "NS",
        { BS: not null } => "BS",
        { L: not null } => "L",
        { M: not null } => "M",
        _ => "nothing",
    };
}
