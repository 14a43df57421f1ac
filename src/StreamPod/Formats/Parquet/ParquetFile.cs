using System.Buffers;
using System.Runtime.InteropServices;
using KeyspacesStreamer.Contracts.Settings;
using ParquetSharp;
using ParquetSharp.Schema;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>A file of the native library while row groups are added.</summary>
internal sealed class ParquetFile : IDisposable
{
    /// <summary>The fastest of the usual levels; higher ones save a few per cent of such data.</summary>
    private const int ZstdLevel = 1;

    /// <summary>The usual level of gzip; the library's own is the slowest.</summary>
    private const int GzipLevel = 6;

    private const int FileBytes = 128 * 1024;
    private const int ChunkBytes = 2 * 1024;

    private readonly BufferWriterStream _output;
    private readonly WriterProperties _properties;
    private readonly ParquetFileWriter _writer;

    // The library ends a file when it is freed, which writes to the output: a file that nobody disposed must never meet a finalizer.
    private readonly GCHandle _rooted;

    public ParquetFile(GroupNode schema, ObjectCompression compression, IBufferWriter<byte> output)
    {
        _output = new BufferWriterStream(output);
        _properties = PropertiesOf(compression);
        _writer = new ParquetFileWriter(_output, schema, _properties, keyValueMetadata: null, leaveOpen: true);
        _rooted = GCHandle.Alloc(this);
    }

    /// <summary>An estimate of what the library keeps until the file ends: its own state, and the metadata of every column of every row group.</summary>
    public long HeldBytes { get; private set; } = FileBytes;

    public void AddRowGroup(IReadOnlyList<ParquetColumn> columns)
    {
        using var group = _writer.AppendRowGroup();
        foreach (var column in columns)
        {
            column.WriteTo(group);
        }

        group.Close();
        HeldBytes += (long)columns.Count * ChunkBytes;
    }

    /// <summary>Writes the footer.</summary>
    public void Complete() => _writer.Close();

    public void Dispose()
    {
        // The library ends a file that is given up as if it were complete.
        _output.Abandon();
        _writer.Dispose();
        _properties.Dispose();
        if (_rooted.IsAllocated)
        {
            _rooted.Free();
        }
    }

    private static WriterProperties PropertiesOf(ObjectCompression compression)
    {
        using var builder = new WriterPropertiesBuilder();
        // Memory of the system's own allocator goes back to the system; the library's other ones keep it.
        builder.MemoryPool(MemoryPool.SystemMemoryPool()).EnableDictionary().EnableStatistics().EnableWritePageIndex();
        switch (compression)
        {
            case ObjectCompression.None:
                builder.Compression(Compression.Uncompressed);
                break;
            case ObjectCompression.Snappy:
                builder.Compression(Compression.Snappy);
                break;
            case ObjectCompression.Gzip:
                builder.Compression(Compression.Gzip).CompressionLevel(GzipLevel);
                break;
            case ObjectCompression.Zstd:
                builder.Compression(Compression.Zstd).CompressionLevel(ZstdLevel);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(compression), compression, "A compression of Parquet expected.");
        }

        return builder.Build();
    }
}
