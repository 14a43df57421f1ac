using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a value of one of the 26 types; a type that is not known leaves all members null.</summary>
internal static class KeyspacesCellValueShape
{
    public static KeyspacesCellValue? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var value = new KeyspacesCellValue();
        while (JsonShape.NextMember(ref reader))
        {
            ReadMember(ref reader, value);
        }

        return value;
    }

    private static void ReadMember(ref Utf8JsonReader reader, KeyspacesCellValue value)
    {
        switch (reader.GetString())
        {
            case "asciiT": value.AsciiT = JsonShape.Text(ref reader); break;
            case "bigintT": value.BigintT = JsonShape.Text(ref reader); break;
            case "blobT": value.BlobT = JsonShape.Blob(ref reader); break;
            case "boolT": value.BoolT = JsonShape.Boolean(ref reader); break;
            case "counterT": value.CounterT = JsonShape.Text(ref reader); break;
            case "dateT": value.DateT = JsonShape.Text(ref reader); break;
            case "decimalT": value.DecimalT = JsonShape.Text(ref reader); break;
            case "doubleT": value.DoubleT = JsonShape.Text(ref reader); break;
            case "durationT": value.DurationT = JsonShape.Text(ref reader); break;
            case "floatT": value.FloatT = JsonShape.Text(ref reader); break;
            case "inetT": value.InetT = JsonShape.Text(ref reader); break;
            case "intT": value.IntT = JsonShape.Text(ref reader); break;
            case "listT": value.ListT = Cells(ref reader); break;
            case "mapT": value.MapT = JsonShape.List<KeyspacesCellMapDefinition>(ref reader, KeyspacesCellMapDefinitionShape.Read); break;
            case "setT": value.SetT = Cells(ref reader); break;
            case "smallintT": value.SmallintT = JsonShape.Text(ref reader); break;
            case "textT": value.TextT = JsonShape.Text(ref reader); break;
            case "timeT": value.TimeT = JsonShape.Text(ref reader); break;
            case "timestampT": value.TimestampT = JsonShape.Text(ref reader); break;
            case "timeuuidT": value.TimeuuidT = JsonShape.Text(ref reader); break;
            case "tinyintT": value.TinyintT = JsonShape.Text(ref reader); break;
            case "tupleT": value.TupleT = Cells(ref reader); break;
            case "udtT": value.UdtT = JsonShape.Map<KeyspacesCell>(ref reader, KeyspacesCellShape.Read); break;
            case "uuidT": value.UuidT = JsonShape.Text(ref reader); break;
            case "varcharT": value.VarcharT = JsonShape.Text(ref reader); break;
            case "varintT": value.VarintT = JsonShape.Text(ref reader); break;
            default: JsonShape.SkipMember(ref reader); break;
        }
    }

    private static List<KeyspacesCell>? Cells(ref Utf8JsonReader reader) =>
        JsonShape.List<KeyspacesCell>(ref reader, KeyspacesCellShape.Read);
}
