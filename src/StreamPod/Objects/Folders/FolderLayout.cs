namespace KeyspacesStreamer.StreamPod.Objects.Folders;

/// <summary>Where things lie in a bucket's folder: objects under their keys, their sidecars in a hidden tree of the same shape, unfinished files apart.</summary>
internal sealed class FolderLayout(string root)
{
    // The most that common file systems take: NAME_MAX of ext4, xfs, btrfs, tmpfs.
    private const int LongestNameInBytes = 255;

    public string Root { get; } = root;

    public string Sidecars { get; } = Path.Combine(root, ".metadata");

    public string Staging { get; } = Path.Combine(root, ".staging");

    public string ObjectOf(string key) => Path.Combine(Root, NameOf(key));

    public string SidecarOf(string key) => Path.Combine(Sidecars, NameOf(key));

    public string StagedObject(string token) => Path.Combine(Staging, token + ".object");

    public string StagedSidecar(string token) => Path.Combine(Staging, token + ".sidecar");

    /// <summary>The deepest folder that holds all keys of a prefix.</summary>
    public string FolderOf(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        return slash < 0 ? Root : ObjectOf(prefix[..slash]);
    }

    public string KeyOf(string path) => string.Join('/', Path.GetRelativePath(Root, path).Split('/').Select(Decoded));

    private static string NameOf(string key) => string.Join('/', key.Split('/').Select(Encoded));

    // Names never begin with a dot (hidden trees, '..') and are never empty; % keeps the mapping one to one.
    private static string Encoded(string segment)
    {
        var name = segment.Replace("%", "%25", StringComparison.Ordinal);
        name = name switch
        {
            "" => "%",
            ['.', .. var rest] => "%2E" + rest,
            _ => name,
        };
        return System.Text.Encoding.UTF8.GetByteCount(name) <= LongestNameInBytes
            ? name
            : throw new ObjectStoreException($"The key segment '{segment}' is longer than the {LongestNameInBytes} bytes that a folder takes. Shorten destination.keyTemplate.");
    }

    private static string Decoded(string name) => name switch
    {
        "%" => "",
        ['%', '2', 'E', .. var rest] => "." + rest.Replace("%25", "%", StringComparison.Ordinal),
        _ => name.Replace("%25", "%", StringComparison.Ordinal),
    };
}
