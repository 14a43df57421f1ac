using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Readers;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>GetRecords: the next page of a shard; the stored bytes are sent as they are.</summary>
internal sealed class GetRecordsOperation(
    TimeProvider clock, Random random, TableCatalog catalog, TokenSeal seal, ReaderWatch readers, WireSettings settings)
    : IWireOperation
{
    private static readonly ReadOnlyMemory<byte> Opening = "{\"changeRecords\":["u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();
    private readonly Lock _chance = new();

    public string Target => "KeyspacesStreams.GetRecords";

    public WireSubject SubjectOf(JsonElement body)
    {
        Span<long> fields = stackalloc long[2];
        return body.TextOf("shardIterator") is { } iterator
            && seal.TryOpen(TokenKind.ShardIterator, iterator, fields)
            && Locate((int)fields[0], (int)fields[1]) is var (stream, shard)
            ? new WireSubject(stream.Arn, shard.Id)
            : new WireSubject("*", ShardId: null);
    }

    public WireReply Answer(JsonElement body)
    {
        var (cursor, max) = Read(body);
        var (stream, shard) = Locate(cursor.Stream, cursor.Shard);
        if (!readers.Admit(cursor.Stream, cursor.Shard, cursor.Reader))
        {
            throw WireFault.Throttled($"More than two readers are reading shard {shard.Id} at the same time.");
        }

        var page = ReadPage(stream, shard, cursor.Position, max);
        var next = page.IsFinished ? null : (ShardCursor?)(cursor with
        {
            Position = page.NextPosition,
            IssuedAtMilliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        return Reply(page, next);
    }

    /// <summary>A page without records that says there is more to come, and does not move on.</summary>
    public WireReply EmptyPage(JsonElement body)
    {
        var (cursor, _) = Read(body);
        return Reply(Nothing(cursor.Position), cursor with { IssuedAtMilliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    private static RecordPage Nothing(int position) =>
        new() { Records = [], NextPosition = position, IsAtTip = false, IsFinished = false };

    private (ShardCursor Cursor, int MaxResults) Read(JsonElement body)
    {
        var reader = new MemberReader(body);
        var iterator = reader.RequiredText("shardIterator", TextRule.ShardIterator);
        var max = reader.Integer("maxResults", 1, 1000, defaultValue: 100);
        reader.ThrowIfInvalid();
        var cursor = ShardCursor.Open(seal, iterator);
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(cursor.IssuedAtMilliseconds);
        return age > settings.IteratorLifetime ? throw WireFault.ExpiredIterator() : (cursor, max);
    }

    private (ChangeStream Stream, Shard Shard) Locate(int streamIndex, int shardIndex)
    {
        var stream = catalog.Streams[streamIndex];
        lock (stream.Gate)
        {
            return (stream, stream.Lineage.All[shardIndex]);
        }
    }

    private RecordPage ReadPage(ChangeStream stream, Shard shard, int position, int max)
    {
        lock (stream.Gate)
        {
            stream.Age(shard);
            if (shard.IsRemoved)
            {
                throw WireFault.NotFound($"Shard {shard.Id} is not found in stream {stream.Arn}.");
            }

            if (position < shard.Log.Horizon)
            {
                throw WireFault.TrimmedData(shard.Id);
            }

            return position < shard.Log.End && IsUnlucky()
                ? Nothing(position)
                : ShardReading.Read(shard, position, max, settings.PageBytes);
        }
    }

    private bool IsUnlucky()
    {
        if (settings.EmptyPages <= 0)
        {
            return false;
        }

        lock (_chance)
        {
            return random.NextDouble() < settings.EmptyPages;
        }
    }

    private WireReply Reply(RecordPage page, ShardCursor? next)
    {
        var parts = new List<ReadOnlyMemory<byte>>((page.Records.Count * 2) + 2) { Opening };
        for (var index = 0; index < page.Records.Count; index++)
        {
            if (index > 0)
            {
                parts.Add(Comma);
            }

            parts.Add(page.Records[index]);
        }

        parts.Add(Closing(page, next));
        return new WireReply(parts);
    }

    private byte[] Closing(RecordPage page, ShardCursor? next)
    {
        var members = JsonText.Of(json =>
        {
            json.WriteStartObject();
            if (next is { } cursor)
            {
                json.WriteString("nextShardIterator", cursor.Seal(seal));
            }

            if (settings.Positions)
            {
                json.WriteStartObject("iteratorDescription");
                json.WriteString("iteratorPosition", page.IsAtTip ? "AT_TIP" : "BEHIND_TIP");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
        return members.Length == 2 ? [(byte)']', (byte)'}'] : [(byte)']', (byte)',', .. members.AsSpan(1)];
    }
}
