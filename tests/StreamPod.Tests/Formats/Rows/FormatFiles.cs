using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>All cases as files, and what each reader finds in all of them; a reader is started once.</summary>
public sealed class FormatFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<JsonNode>>>>> _found = new();

    /// <summary>The cases and codecs of a format: every case in the codec of the default, and three of them in the others.</summary>
    internal static IEnumerable<(FormatCase Case, ObjectCompression Codec)> Of(ObjectFormat format) =>
        from codec in new[] { ObjectCompression.Zstd, ObjectCompression.Gzip, ObjectCompression.None, ObjectCompression.Snappy }
        where codec != ObjectCompression.Snappy || format == ObjectFormat.Parquet
        from written in FormatCases.All
        where codec == ObjectCompression.Zstd || written.Name is "scalars" or "large" or "chance_2"
        select (written, codec);

    internal static byte[] Bytes(FormatCase written, ObjectFormat format, ObjectCompression codec) => format switch
    {
        ObjectFormat.Avro => written.Write(rows => written.GroupBytes is { } bytes ? new AvroFormat(rows, codec, bytes) : new AvroFormat(rows, codec)),
        ObjectFormat.Parquet => written.Write(rows => written.GroupBytes is { } bytes ? new ParquetFormat(rows, codec, bytes) : new ParquetFormat(rows, codec)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A typed format expected."),
    };

    internal async Task<IReadOnlyList<JsonNode>> FoundByAsync(string reader, ObjectFormat format, FormatCase written, ObjectCompression codec)
    {
        var all = await _found.GetOrAdd(reader, name => new(() => ReadAllAsync(name, format))).Value;
        return all[PathOf(reader, written, codec)];
    }

    public void Dispose() => _folder.Dispose();

    private Task<IReadOnlyDictionary<string, IReadOnlyList<JsonNode>>> ReadAllAsync(string reader, ObjectFormat format)
    {
        Directory.CreateDirectory(_folder.PathOf(reader));
        var paths = new List<string>();
        foreach (var (written, codec) in Of(format).Where(file => reader != "duckdb" || file.Case.WhyNotDuckDb is null))
        {
            paths.Add(PathOf(reader, written, codec));
            File.WriteAllBytes(paths[^1], Bytes(written, format, codec));
        }

        return ForeignReaders.ReadAsync(reader, paths);
    }

    private string PathOf(string reader, FormatCase written, ObjectCompression codec) => _folder.PathOf(reader, $"{written.Name}.{codec}");
}
