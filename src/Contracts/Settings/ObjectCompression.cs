namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Compression of an object.</summary>
public enum ObjectCompression
{
    /// <summary>As encoded.</summary>
    None,

    /// <summary>Gzip (RFC 1952), announced by Content-Encoding.</summary>
    Gzip,
}
