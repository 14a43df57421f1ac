using System.Globalization;
using System.Text;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>Wire records of a given size, as a table with text, numbers and a list would give them.</summary>
internal static class SampleRecords
{
    public static ChangeRecord[] Of(int sizeBytes, int count, bool valueFirst) =>
        [.. Enumerable.Range(0, count).Select(number => Record(sizeBytes, number, valueFirst))];

    private static ChangeRecord Record(int sizeBytes, int number, bool valueFirst)
    {
        var sequence = (111111114000000000000000m + number).ToString(CultureInfo.InvariantCulture);
        var json = new StringBuilder();
        json.Append("{\"clusteringKeys\":{\"seq\":{\"intT\":\"7\"}},\"createdAt\":1767397800.037,\"eventVersion\":\"1.0\",\"newImage\":{\"valueCells\":{");
        var column = 0;
        do
        {
            json.Append(column == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"column_{column}\":").Append(Cell(ValueOf(column, number), valueFirst));
            column++;
        }
        while (json.Length < sizeBytes - 230);
        json.Append("}},\"origin\":\"USER\",\"partitionKeys\":{\"content_id\":{\"uuidT\":\"6285e86b-d054-4cbc-a422-da56c08c0260\"}},\"sequenceNumber\":\"")
            .Append(sequence).Append("\"}");
        return new ChangeRecord(
            Encoding.UTF8.GetBytes(json.ToString()),
            Encoding.ASCII.GetBytes(sequence),
            "1767397800.037"u8.ToArray(),
            DateTimeOffset.FromUnixTimeMilliseconds(1767397800037));
    }

    private static string Cell(string value, bool valueFirst) => valueFirst
        ? "{\"value\":" + value + ",\"metadata\":{\"expirationTime\":null,\"writeTime\":\"1767225600000001\"}}"
        : "{\"metadata\":{\"writeTime\":\"1767225600000001\"},\"value\":" + value + "}";

    private static string ValueOf(int column, int number) => (column % 4) switch
    {
        0 => $$"""{"textT":"Summer night on the terrace, take {{number}}"}""",
        1 => $$"""{"bigintT":"{{number * 7919L}}"}""",
        2 => """{"listT":[{"value":{"textT":"a"}},{"value":{"textT":"b"}}]}""",
        _ => """{"uuidT":"6285e86b-d054-4cbc-a422-da56c08c0260"}""",
    };
}
