using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>What reads an object, by what its metadata says it is.</summary>
/// <param name="Shape">The form of its records.</param>
/// <param name="Reader">Reads them.</param>
internal sealed record ObjectContents(RecordShape Shape, IRecordReader Reader)
{
    /// <param name="text">As <see cref="Objects.ObjectSealing.FormatText"/> writes it.</param>
    /// <returns>Null when this version writes no such objects.</returns>
    public static ObjectContents? Of(string text) =>
        text.Split('/') is [var format, var shape, var compression]
        && TryParse<ObjectFormat>(format, out var known)
        && TryParse<RecordShape>(shape, out var record)
        && TryParse<ObjectCompression>(compression, out var packed)
        && FormatRules.Takes(known, packed)
        && (known == ObjectFormat.JsonLines || record != RecordShape.Native)
            ? new ObjectContents(record, ReaderOf(known, PlaceFields.Of(record), packed))
            : null;

    private static IRecordReader ReaderOf(ObjectFormat format, PlaceFields fields, ObjectCompression compression) => format switch
    {
        ObjectFormat.JsonLines => new LineRecords(fields, compression),
        ObjectFormat.Avro => new AvroRecords(fields),
        ObjectFormat.Parquet => new ParquetRecords(fields),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A known format expected."),
    };

    /// <summary>The exact word: no number, and no other case.</summary>
    private static bool TryParse<T>(string word, out T value)
        where T : struct, Enum => Enum.TryParse(word, out value) && Enum.GetName(value) == word;
}
