using System.Reflection;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>
/// Names what makes the bytes of a file, so that equal names promise equal bytes of the same records. Where a library writes or compresses them, its
/// version is part of the name: another version may write the same rows otherwise.
/// </summary>
internal static class EncoderVersions
{
    /// <summary>The name for lines that came as they are, in the metadata of no object.</summary>
    private const string First = "1";

    private static readonly string Parquet = VersionOf(typeof(ParquetSharp.ParquetFileWriter));
    private static readonly string Zstd = VersionOf(typeof(ZstdSharp.Compressor));

    /// <summary>For example <c>1</c>, <c>1/zstd-0.8.8</c>.</summary>
    public static string Of(ObjectFormat format, ObjectCompression compression) => (format, compression) switch
    {
        // The first had row groups of 32 MiB.
        (ObjectFormat.Parquet, _) => $"2/parquet-{Parquet}",
        (_, ObjectCompression.Zstd) => $"{First}/zstd-{Zstd}",
        // What gzip of lines holds is compared unpacked, as older versions wrote no name for it.
        (ObjectFormat.Avro, ObjectCompression.Gzip) => $"{First}/deflate-{Environment.Version}",
        _ => First,
    };

    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version?.ToString()
        ?? throw new InvalidOperationException($"The assembly of {type} has no version.");
}
