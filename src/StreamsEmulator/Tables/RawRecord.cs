using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Takes a ready record as it is, so that any shape the wire allows can be put into a stream.</summary>
internal static class RawRecord
{
    private static readonly HashSet<string> SetByTheServer =
        ["eventVersion", "createdAt", "origin", "partitionKeys", "clusteringKeys", "sequenceNumber"];

    public static RecordDraft Draft(ChangeDocument change, DateTimeOffset createdAt)
    {
        if (change.Record is not { ValueKind: JsonValueKind.Object } record)
        {
            throw new EmulatorException("A raw change needs 'record', an object.");
        }

        return new RecordDraft
        {
            Key = KeyReading.Of(record),
            Operation = RecordOperation.Raw,
            Origin = change.Origin ?? Text(record, "origin") ?? "USER",
            EventVersion = Text(record, "eventVersion") ?? "1.0",
            CreatedAt = createdAt,
            Extra = [.. record.EnumerateObject().Where(member => !SetByTheServer.Contains(member.Name)).SelectMany(Encoded)],
        };
    }

    private static IEnumerable<byte> Encoded(JsonProperty member) =>
        [(byte)',', .. JsonText.Of(member.Name), (byte)':', .. JsonText.Of(member.Value)];

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) ? value.GetString() : null;
}
