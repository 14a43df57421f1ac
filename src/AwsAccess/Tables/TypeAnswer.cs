using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.AwsAccess.Tables;

/// <summary>GetType of Amazon Keyspaces: the fields of a user-defined type.</summary>
/// <remarks>https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetType.html</remarks>
public static class TypeAnswer
{
    /// <summary>The operation.</summary>
    public const string Operation = "GetType";

    /// <summary>The input that asks for a type; a name with capitals is given in quotes.</summary>
    /// <param name="keyspace">The keyspace.</param>
    /// <param name="name">The type's name, without quotes.</param>
    public static JsonObject InputOf(string keyspace, string name) => new() { ["keyspaceName"] = keyspace, ["typeName"] = CqlName.Quoted(name) };

    /// <summary>The type.</summary>
    /// <param name="name">Its name, without quotes.</param>
    /// <param name="output">What GetType answered.</param>
    public static UserType TypeOf(string name, JsonElement output) => new()
    {
        Name = name,
        Fields =
        [
            .. TableAnswer.PairsIn(output, "fieldDefinitions")
                .DistinctBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => new UserTypeField { Name = field.Name, Type = field.Type ?? TableAnswer.UntoldType }),
        ],
    };
}
