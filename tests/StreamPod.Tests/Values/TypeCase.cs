using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.StreamPod.Tests.Values;

/// <summary>A value of <c>tests/Golden/types/values.json</c>.</summary>
/// <param name="Name">Its name, that of its column too.</param>
/// <param name="Type">The CQL type.</param>
/// <param name="Options">How the column is written.</param>
/// <param name="Wire">The value object; null for a null.</param>
/// <param name="Value">What it means; of no meaning for what is refused.</param>
internal sealed record TypeCase(string Name, string Type, ColumnOptions? Options, JsonNode? Wire, JsonNode? Value)
{
    public SchemaColumn Column => new() { Name = Name, Type = Type };
}
