using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Readers;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>GetShardIterator: a position in a shard as an opaque text.</summary>
internal sealed class GetShardIteratorOperation(
    TimeProvider clock, TableCatalog catalog, TokenSeal seal, ReaderWatch readers) : IWireOperation
{
    public string Target => "KeyspacesStreams.GetShardIterator";

    public WireSubject SubjectOf(JsonElement body) => new(body.TextOf("streamArn") ?? "*", body.TextOf("shardId"));

    public WireReply Answer(JsonElement body)
    {
        var reader = new MemberReader(body);
        var arn = reader.RequiredText("streamArn", TextRule.StreamArn);
        var shardId = reader.RequiredText("shardId", TextRule.ShardId);
        var type = reader.RequiredText("shardIteratorType", TextRule.ShardIteratorType);
        var text = reader.OptionalText("sequenceNumber", TextRule.SequenceNumber);
        reader.ThrowIfInvalid();
        var number = NumberFor(type, text);
        var stream = catalog.FindStream(arn) ?? throw WireFault.NotFound($"Stream {arn} is not found.");
        lock (stream.Gate)
        {
            var shard = stream.Lineage.Find(shardId);
            if (shard is not null)
            {
                stream.Age(shard);
            }

            if (shard is null or { IsRemoved: true })
            {
                throw WireFault.NotFound($"Shard {shardId} is not found in stream {arn}.");
            }

            var cursor = new ShardCursor(
                stream.Index, shard.Index, Position(shard, type, number, text),
                clock.GetUtcNow().ToUnixTimeMilliseconds(), readers.Begin());
            return WireReply.Of(json =>
            {
                json.WriteStartObject();
                json.WriteString("shardIterator", cursor.Seal(seal));
                json.WriteEndObject();
            });
        }
    }

    private static SequenceNumber NumberFor(string type, string? text)
    {
        if (type is "TRIM_HORIZON" or "LATEST")
        {
            return default;
        }

        if (text is null)
        {
            throw WireFault.InvalidFormat(
                $"Value null at 'sequenceNumber' failed to satisfy constraint: Member must not be null for shardIteratorType {type}.");
        }

        return SequenceNumber.TryParse(text, out var number)
            ? number
            : throw WireFault.InvalidFormat($"Value '{text}' at 'sequenceNumber' is not a sequence number.");
    }

    private static int Position(Shard shard, string type, SequenceNumber number, string? text)
    {
        switch (type)
        {
            case "TRIM_HORIZON":
                return shard.Log.Horizon;
            case "LATEST":
                return shard.Log.End;
        }

        if (shard.Log.LastTrimmed is { } trimmed && number >= shard.Starting && number <= trimmed)
        {
            throw WireFault.TrimmedData(shard.Id);
        }

        if (number < shard.Starting || number > shard.Latest)
        {
            throw WireFault.InvalidFormat(
                $"Value '{text}' at 'sequenceNumber' is outside of shard {shard.Id}, {shard.Starting} to {shard.Latest}.");
        }

        return shard.Log.PositionOf(type == "AFTER_SEQUENCE_NUMBER" ? new(number.Value + 1) : number);
    }
}
