using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>One change as a user writes it for <c>apply</c>.</summary>
internal sealed record ChangeDocument
{
    /// <summary>insert, update, delete, expire (a TTL ran out) or raw (a ready record, see <see cref="Record"/>).</summary>
    public required RecordOperation Operation { get; init; }

    /// <summary>Key columns in plain JSON. Without the clustering key it is a change of static columns, or, for delete, of the whole partition.</summary>
    public IReadOnlyDictionary<string, JsonElement> Key { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Columns in plain JSON, encoded by their type; null removes the cell.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Columns as cells of the wire ({"value":{"textT":…},"metadata":…}), passed on untouched.</summary>
    public IReadOnlyDictionary<string, JsonElement> Cells { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Time to live of the written cells in seconds; they expire on their own with a TTL record, and the row goes with the last of them. Default none.</summary>
    public long? TtlSeconds { get; init; }

    /// <summary>Microseconds since the epoch. Default: now.</summary>
    public long? WriteTime { get; init; }

    /// <summary>When the record says it was created. Default: now; earlier times make old backlogs.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>USER, REPLICATION or TTL. Default USER, for expire TTL.</summary>
    public string? Origin { get; init; }

    /// <summary>For raw: the record as on the wire; createdAt and sequenceNumber are set by the server.</summary>
    public JsonElement? Record { get; init; }
}
