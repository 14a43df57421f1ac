using System.Globalization;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>GetStream: a stream and its shards in pages, or only the children of one shard.</summary>
internal sealed class GetStreamOperation(TableCatalog catalog, ListingTokens tokens) : IWireOperation
{
    public string Target => "KeyspacesStreams.GetStream";

    public WireSubject SubjectOf(JsonElement body) => new(
        body.TextOf("streamArn") ?? "*",
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("shardFilter", out var filter) ? filter.TextOf("shardId") : null);

    public WireReply Answer(JsonElement body)
    {
        var reader = new MemberReader(body);
        var arn = reader.RequiredText("streamArn", TextRule.StreamArn);
        var max = reader.Integer("maxResults", 1, 100, defaultValue: 100);
        var filter = reader.Structure("shardFilter");
        filter?.RequiredText("type", TextRule.ShardFilterType);
        var parent = filter?.RequiredText("shardId", TextRule.ShardId);
        var token = reader.OptionalText("nextToken", TextRule.NextToken);
        reader.ThrowIfInvalid();
        var stream = catalog.FindStream(arn) ?? throw WireFault.NotFound($"Stream {arn} is not found.");
        var scope = ScopeOf(stream, parent);
        var from = tokens.Open(TokenKind.ShardListing, token, scope);
        lock (stream.Gate)
        {
            stream.Age();
            var shards = Filter(stream, parent).Where(shard => shard.Index >= from).Take(max + 1).ToList();
            var next = shards.Count > max ? tokens.Seal(TokenKind.ShardListing, shards[max].Index, scope) : null;
            return WireReply.Of(json => Write(json, stream, shards.Take(max), next));
        }
    }

    private static long ScopeOf(ChangeStream stream, string? parent) =>
        unchecked((long)KeyHash.Of(JsonText.Of(parent ?? ""), (ulong)stream.Index));

    private static IEnumerable<Shard> Filter(ChangeStream stream, string? parent)
    {
        if (parent is null)
        {
            return stream.ListedShards;
        }

        var shard = stream.Lineage.Find(parent) ?? throw WireFault.NotFound($"Shard {parent} is not found in stream {stream.Arn}.");
        return shard.Children.Where(child => !child.IsRemoved);
    }

    private static void Write(Utf8JsonWriter json, ChangeStream stream, IEnumerable<Shard> shards, string? nextToken)
    {
        json.WriteStartObject();
        json.WriteString("streamArn", stream.Arn);
        json.WriteString("streamLabel", stream.Label);
        json.WriteString("streamStatus", WireNames.Of(stream.Status));
        json.WriteString("streamViewType", WireNames.Of(stream.ViewType));
        json.WritePropertyName("creationRequestDateTime");
        json.WriteRawValue(EpochSeconds(stream.CreatedAt));
        json.WriteString("keyspaceName", stream.Keyspace);
        json.WriteString("tableName", stream.Table);
        if (stream.Status != StreamStatus.Enabling)
        {
            WriteShards(json, shards);
        }

        if (nextToken is not null)
        {
            json.WriteString("nextToken", nextToken);
        }

        json.WriteEndObject();
    }

    private static void WriteShards(Utf8JsonWriter json, IEnumerable<Shard> shards)
    {
        json.WriteStartArray("shards");
        foreach (var shard in shards)
        {
            WriteShard(json, shard);
        }

        json.WriteEndArray();
    }

    private static string EpochSeconds(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}.{milliseconds % 1000:D3}");
    }

    private static void WriteShard(Utf8JsonWriter json, Shard shard)
    {
        json.WriteStartObject();
        json.WriteString("shardId", shard.Id);
        json.WriteStartObject("sequenceNumberRange");
        json.WriteString("startingSequenceNumber", shard.Starting.ToString());
        if (shard.Ending is { } ending)
        {
            json.WriteString("endingSequenceNumber", ending.ToString());
        }

        json.WriteEndObject();
        if (shard.Parents.Count > 0)
        {
            json.WriteStartArray("parentShardIds");
            foreach (var parent in shard.Parents)
            {
                json.WriteStringValue(parent.Id);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
