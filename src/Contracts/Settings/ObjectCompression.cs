namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Compression of an object. Avro and Parquet compress inside the file, so that it stays a file of its format.</summary>
public enum ObjectCompression
{
    /// <summary>As encoded.</summary>
    None,

    /// <summary>Gzip (RFC 1952), of JSON Lines announced by Content-Encoding: HTTP clients that honour it hand out the records. Of Avro the codec <c>deflate</c>, of Parquet <c>GZIP</c>.</summary>
    Gzip,

    /// <summary>Gzip as a file, for JSON Lines: Content-Type <c>application/gzip</c> and no Content-Encoding, so that every client hands out what is stored.</summary>
    GzipFile,

    /// <summary>Zstandard (RFC 8878): JSON Lines as a file that ends in <c>.zst</c>, Avro's codec <c>zstandard</c>, Parquet's <c>ZSTD</c>. The default of Avro and Parquet.</summary>
    Zstd,

    /// <summary>Snappy, for Parquet.</summary>
    Snappy,
}
