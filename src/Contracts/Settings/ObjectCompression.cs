namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Compression of an object.</summary>
public enum ObjectCompression
{
    /// <summary>As encoded.</summary>
    None,

    /// <summary>Gzip (RFC 1952), announced by Content-Encoding: HTTP clients that honour it hand out the records.</summary>
    Gzip,

    /// <summary>Gzip as a file: Content-Type <c>application/gzip</c> and no Content-Encoding, so that every client hands out what is stored.</summary>
    GzipFile,
}
