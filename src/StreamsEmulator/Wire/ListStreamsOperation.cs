using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>ListStreams: all streams, or those of a keyspace or table, in pages.</summary>
internal sealed class ListStreamsOperation(TableCatalog catalog, ListingTokens tokens) : IWireOperation
{
    public string Target => "KeyspacesStreams.ListStreams";

    public WireSubject SubjectOf(JsonElement body)
    {
        var keyspace = body.TextOf("keyspaceName");
        return new WireSubject(
            keyspace is null ? "*" : catalog.Identity.TableArn(keyspace, body.TextOf("tableName") ?? "*"), ShardId: null);
    }

    public WireReply Answer(JsonElement body)
    {
        var reader = new MemberReader(body);
        var keyspace = reader.OptionalText("keyspaceName", TextRule.Name);
        var table = reader.OptionalText("tableName", TextRule.Name);
        var max = reader.Integer("maxResults", 1, 100, defaultValue: 100);
        var token = reader.OptionalText("nextToken", TextRule.NextToken);
        reader.ThrowIfInvalid();
        if (table is not null && keyspace is null)
        {
            throw WireFault.InvalidFormat($"Value '{table}' at 'tableName' needs 'keyspaceName' as well.");
        }

        var from = tokens.Open(TokenKind.StreamListing, token, scope: 0);
        var found = catalog.Streams
            .Where(stream => stream.Index >= from
                && (keyspace is null || stream.Keyspace == keyspace)
                && (table is null || stream.Table == table))
            .Take(max + 1)
            .ToList();
        return WireReply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("streams");
            foreach (var stream in found.Take(max))
            {
                json.WriteStartObject();
                json.WriteString("streamArn", stream.Arn);
                json.WriteString("keyspaceName", stream.Keyspace);
                json.WriteString("tableName", stream.Table);
                json.WriteString("streamLabel", stream.Label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (found.Count > max)
            {
                json.WriteString("nextToken", tokens.Seal(TokenKind.StreamListing, found[max].Index, scope: 0));
            }

            json.WriteEndObject();
        });
    }
}
