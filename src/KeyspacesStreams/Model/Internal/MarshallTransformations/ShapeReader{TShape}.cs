using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads one value: starts on its first token, ends on its last, and gives null for a JSON null.</summary>
internal delegate TShape? ShapeReader<TShape>(ref Utf8JsonReader reader);
