using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>GetTable of the control plane: the schema and the latest stream of a table.</summary>
internal sealed class GetTableOperation(TableCatalog catalog) : IWireOperation
{
    public string Target => "KeyspacesService.GetTable";

    public WireSubject SubjectOf(JsonElement body) => new(
        catalog.Identity.TableArn(body.TextOf("keyspaceName") ?? "*", body.TextOf("tableName") ?? "*"), ShardId: null)
    {
        // Select on the table alone does not do: https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetTable.html
        SecondResource = catalog.Identity.SystemKeyspacesArn,
    };

    public WireReply Answer(JsonElement body)
    {
        var reader = new MemberReader(body);
        var keyspace = reader.RequiredText("keyspaceName", TextRule.Name);
        var name = reader.RequiredText("tableName", TextRule.Name);
        reader.ThrowIfInvalid();
        var table = catalog.Find(keyspace, name)
            ?? throw WireFault.NotFound($"Table {keyspace}.{name} is not found.");
        lock (table.Gate)
        {
            return WireReply.Of(json => Write(json, table));
        }
    }

    private void Write(Utf8JsonWriter json, Table table)
    {
        var schema = table.Schema;
        json.WriteStartObject();
        json.WriteString("keyspaceName", schema.Keyspace);
        json.WriteString("tableName", schema.Name);
        json.WriteString("resourceArn", catalog.Identity.TableArn(schema.Keyspace, schema.Name));
        json.WriteNumber("creationTimestamp", table.CreatedAt.ToUnixTimeMilliseconds() / 1000m);
        json.WriteString("status", "ACTIVE");
        json.WriteStartObject("schemaDefinition");
        WriteColumns(json, "allColumns", schema.Columns, "type", column => column.TypeText);
        WriteColumns(json, "partitionKeys", schema.PartitionKey);
        WriteColumns(json, "clusteringKeys", schema.ClusteringKey, "orderBy", _ => "ASC");
        WriteColumns(json, "staticColumns", schema.Static);
        json.WriteEndObject();
        if (table.LatestStream is { } stream)
        {
            json.WriteString("latestStreamArn", stream.Arn);
            json.WriteStartObject("cdcSpecification");
            json.WriteString("status", WireNames.Of(stream.Status));
            json.WriteString("viewType", WireNames.Of(stream.ViewType));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteColumns(
        Utf8JsonWriter json, string member, IReadOnlyList<Column> columns, string? extra = null, Func<Column, string>? value = null)
    {
        json.WriteStartArray(member);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            if (extra is not null && value is not null)
            {
                json.WriteString(extra, value(column));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
