using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Chart.Tests.Values;

/// <summary>A place of the schema.</summary>
internal sealed record SchemaNode(string Path, JsonObject Node);
