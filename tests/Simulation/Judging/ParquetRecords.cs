using System.Text;
using ParquetSharp;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>The records of a Parquet file without lists, as Apache's library reads them, a row group after the other.</summary>
internal static class ParquetRecords
{
    public static IEnumerable<StoredRecord> Of(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var reader = new ParquetFileReader(stream);
        for (var index = 0; index < reader.FileMetaData.NumRowGroups; index++)
        {
            foreach (var record in RecordsOf(reader, index))
            {
                yield return record;
            }
        }
    }

    private static IEnumerable<StoredRecord> RecordsOf(ParquetFileReader reader, int index)
    {
        using var group = reader.RowGroup(index);
        var rows = checked((int)group.MetaData.NumRows);
        string?[]? numbers = null;
        var texts = Enumerable.Range(0, rows).Select(_ => new StringBuilder()).ToArray();
        for (var number = 0; number < reader.FileMetaData.NumColumns; number++)
        {
            using var column = group.Column(number);
            if (column is ColumnReader<ByteArray> text)
            {
                var values = ValuesOf(text, rows);
                numbers = text.ColumnDescriptor.Path.ToDotString() is "_seq" or "source.seq" ? values : numbers;
                for (var row = 0; row < rows; row++)
                {
                    texts[row].Append(values[row]).Append('\n');
                }
            }
        }

        return (numbers ?? throw new InvalidDataException("A file has no column of sequence numbers."))
            .Select((number, row) => new StoredRecord(number!.TrimStart('0'), texts[row].ToString())); // it is never null
    }

    private static string?[] ValuesOf(ColumnReader<ByteArray> column, int rows)
    {
        var (levels, repetitions, values) = (new short[rows], new short[rows], new ByteArray[rows]);
        var texts = new string?[rows];
        for (var read = 0; read < rows;)
        {
            var count = (int)column.ReadBatch(rows - read, levels, repetitions, values, out _);
            if (count == 0)
            {
                throw new InvalidDataException($"Column {column.ColumnDescriptor.Name} has {read} of {rows} values.");
            }

            var value = 0;
            for (var row = 0; row < count; row++)
            {
                texts[read + row] = levels[row] == column.ColumnDescriptor.MaxDefinitionLevel ? TextOf(values[value++]) : null;
            }

            read += count;
        }

        return texts;
    }

    private static string TextOf(ByteArray value)
    {
        var bytes = new byte[value.Length];
        System.Runtime.InteropServices.Marshal.Copy(value.Pointer, bytes, 0, bytes.Length);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}
