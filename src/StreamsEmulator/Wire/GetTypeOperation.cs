using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>GetType of the control plane: the fields of a user-defined type, and what uses it.</summary>
/// <remarks>https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetType.html</remarks>
internal sealed class GetTypeOperation(TableCatalog catalog) : IWireOperation
{
    public string Target => "KeyspacesService.GetType";

    /// <summary>Types have no ARN: the permission is that of their keyspace, https://docs.aws.amazon.com/keyspaces/latest/devguide/configure-udt-permissions.html.</summary>
    public WireSubject SubjectOf(JsonElement body) => new(catalog.Identity.KeyspaceArn(body.TextOf("keyspaceName") ?? "*"), ShardId: null)
    {
        SecondResource = catalog.Identity.SystemKeyspacesArn,
    };

    public WireReply Answer(JsonElement body)
    {
        var reader = new MemberReader(body);
        var keyspace = reader.RequiredText("keyspaceName", TextRule.Name);
        var name = reader.RequiredText("typeName", TextRule.TypeName);
        reader.ThrowIfInvalid();
        var type = catalog.FindType(keyspace, NameOf(name)) ?? throw WireFault.NotFound($"Type {keyspace}.{name} is not found.");
        return WireReply.Of(json => Write(json, keyspace, type));
    }

    /// <summary>A name with an upper-case letter is given in quotes, as in CQL.</summary>
    private static string NameOf(string written)
    {
        try
        {
            return CqlTypeParser.NameIn(written);
        }
        catch (EmulatorException fault)
        {
            throw WireFault.InvalidFormat(fault.Message);
        }
    }

    private void Write(Utf8JsonWriter json, string keyspace, UserType type)
    {
        var use = catalog.UseOf(keyspace, type);
        json.WriteStartObject();
        json.WriteString("keyspaceName", keyspace);
        json.WriteString("typeName", type.Written);
        json.WriteStartArray("fieldDefinitions");
        foreach (var (name, text) in type.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("type", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("lastModifiedTimestamp", type.CreatedAt.ToUnixTimeMilliseconds() / 1000m);
        json.WriteString("status", "ACTIVE");
        WriteNames(json, "directReferringTables", use.Tables);
        WriteNames(json, "directParentTypes", use.Types);
        json.WriteNumber("maxNestingDepth", use.Nesting);
        json.WriteString("keyspaceArn", catalog.Identity.KeyspaceArn(keyspace));
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string member, IReadOnlyList<string> names)
    {
        json.WriteStartArray(member);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
