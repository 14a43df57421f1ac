using ParquetSharp;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The rows of a Parquet file: of its columns only those that tell the place of a row are read.</summary>
internal sealed class ParquetRecords(PlaceFields fields) : IRecordReader
{
    public string Unit => "row";

    public bool NeedsWholeFile => true;

    public Task<bool> ReadAsync(Stream content, RecordSequence records, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new ParquetFileReader(content, leaveOpen: true);
            ReadFile(file, records, cancellationToken);
            return Task.FromResult(true);
        }
        catch (ParquetException damage)
        {
            throw new InvalidDataException($"is no Parquet file that can be read ({damage.Message.TrimEnd('.')})", damage);
        }
        catch (OutOfMemoryException damage)
        {
            // The library asks for as much as the file says that it needs.
            throw new InvalidDataException("is no Parquet file that can be read: it asks for more memory than there is", damage);
        }
    }

    private void ReadFile(ParquetFileReader file, RecordSequence records, CancellationToken cancellationToken)
    {
        using var metadata = file.FileMetaData;
        var columns = ColumnsOf(metadata);
        records.Fields.UnionWith(columns.SelectMany(FieldsOf));
        var (number, shard) = (IndexOf(columns, fields.Number), IndexOf(columns, fields.Shard));
        var rows = 0L;
        for (var index = 0; index < metadata.NumRowGroups; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var group = file.RowGroup(index);
            using var numbers = group.Column(number);
            using var shards = group.Column(shard);
            var read = ReadGroup(TextsOf(numbers, fields.Number), TextsOf(shards, fields.Shard), records);
            if (read != group.MetaData.NumRows)
            {
                throw new InvalidDataException($"says that its row group {index + 1} holds {group.MetaData.NumRows} rows, and it holds {read}");
            }

            rows += read;
        }

        if (rows != metadata.NumRows)
        {
            throw new InvalidDataException($"says that it holds {metadata.NumRows} rows, and its row groups hold {rows}");
        }
    }

    private long ReadGroup(ParquetTexts numbers, ParquetTexts shards, RecordSequence records)
    {
        var rows = 0L;
        for (; numbers.TryRead(out var number); rows++)
        {
            if (!shards.TryRead(out var shardId))
            {
                throw new InvalidDataException($"has fewer values of {fields.Shard} than of {fields.Number}");
            }

            try
            {
                records.Add(fields.PlaceOf(number, shardId));
            }
            catch (FormatException fault)
            {
                records.AddUnreadable(fault.Message);
            }
        }

        return shards.TryRead(out _) ? throw new InvalidDataException($"has more values of {fields.Shard} than of {fields.Number}") : rows;
    }

    private static ParquetTexts TextsOf(ColumnReader column, FieldPath path) =>
        column is ColumnReader<ByteArray> texts && column.ColumnDescriptor.MaxRepetitionLevel == 0
            ? new ParquetTexts(texts, column.ColumnDescriptor.MaxDefinitionLevel)
            : throw new InvalidDataException($"has no texts in its column {path}");

    /// <summary>The path of each column, its names from the outermost.</summary>
    private static List<string[]> ColumnsOf(FileMetaData metadata)
    {
        var columns = new List<string[]>();
        for (var index = 0; index < metadata.NumColumns; index++)
        {
            using var path = metadata.Schema.Column(index).Path;
            columns.Add(path.ToDotVector());
        }

        return columns;
    }

    private static IEnumerable<FieldPath> FieldsOf(string[] column)
    {
        yield return new FieldPath(null, column[0]);
        if (column.Length > 1)
        {
            yield return new FieldPath(column[0], column[1]);
        }
    }

    private static int IndexOf(List<string[]> columns, FieldPath path)
    {
        string[] wanted = path.Parent is null ? [path.Name] : [path.Parent, path.Name];
        var index = columns.FindIndex(column => column.SequenceEqual(wanted));
        return index >= 0 ? index : throw new InvalidDataException($"has no column {path}");
    }
}
