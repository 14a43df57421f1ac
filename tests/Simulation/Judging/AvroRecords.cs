using System.Text;
using Avro.File;
using Avro.Generic;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>The records of an Avro file, as Apache's library reads them.</summary>
internal static class AvroRecords
{
    static AvroRecords() => ZstandardCodec.Register();

    public static IEnumerable<StoredRecord> Of(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var reader = DataFileReader<GenericRecord>.OpenReader(stream);
        while (reader.HasNext())
        {
            var row = reader.Next();
            var text = new StringBuilder();
            AddText(row, text);
            yield return new StoredRecord(NumberOf(row), text.ToString());
        }
    }

    private static string NumberOf(GenericRecord row)
    {
        var (owner, member) = row.TryGetValue("source", out var source) ? ((GenericRecord)source, "seq") : (row, "_seq");
        return owner.TryGetValue(member, out var number) ? ((string)number).TrimStart('0') : throw new InvalidDataException($"A row has no {member}.");
    }

    private static void AddText(object? value, StringBuilder text)
    {
        switch (value)
        {
            case string part:
                text.Append(part).Append('\n');
                break;
            case GenericRecord record:
                foreach (var field in record.Schema.Fields)
                {
                    AddText(record.GetValue(field.Pos), text);
                }

                break;
            default:
                break;
        }
    }
}
