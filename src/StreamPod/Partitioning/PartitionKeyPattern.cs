using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>Records with equal names share objects: the key of those objects, with only the sequence numbers left open.</summary>
/// <remarks>Equal by text; <see cref="ObjectNaming"/> hands out one instance for a name as long as it remembers it.</remarks>
internal sealed class PartitionKeyPattern : IEquatable<PartitionKeyPattern>
{
    /// <summary>UTF-8 bytes of a key at most: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html</summary>
    public const int MaximumKeyBytes = 1024;

    /// <summary>Stands where the first sequence number goes; no template, prefix or value holds it.</summary>
    internal const char First = '\u0001';

    /// <summary>Stands where the last sequence number goes.</summary>
    internal const char Last = '\u0002';

    private readonly string _pattern;
    private readonly string _suffix;

    internal PartitionKeyPattern(string pattern, string suffix, KeyRules rules = KeyRules.First)
    {
        _pattern = pattern;
        Rules = rules;
        _suffix = pattern.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? "" : suffix;
    }

    /// <summary>The first edition of the rules under which records have this name.</summary>
    public KeyRules Rules { get; }

    /// <summary>The key of an object of this partition.</summary>
    /// <exception cref="UnreadableRecordException">The key is longer than S3 takes.</exception>
    public string KeyOf(SequenceNumber first, SequenceNumber last) => KeyOf(first, last, "");

    /// <summary>The key with a mark before its extension, for the case that another shard's object exists under the plain key.</summary>
    /// <exception cref="UnreadableRecordException">The key is longer than S3 takes.</exception>
    public string KeyOf(SequenceNumber first, SequenceNumber last, string mark)
    {
        var pattern = mark.Length == 0 ? _pattern : _pattern.Insert(ExtensionStart(_pattern), $"-{mark}");
        var key = Fill(pattern, first.Text, last.Text) + _suffix;
        var size = System.Text.Encoding.UTF8.GetByteCount(key);
        return size <= MaximumKeyBytes
            ? key
            : throw new UnreadableRecordException($"The key '{key}' has {size} bytes, S3 takes {MaximumKeyBytes} at most: shorten destination.keyTemplate or the columns in it.");
    }

    public bool Equals(PartitionKeyPattern? other) => other is not null && other._pattern == _pattern && other._suffix == _suffix;

    public override bool Equals(object? obj) => Equals(obj as PartitionKeyPattern);

    public override int GetHashCode() => string.GetHashCode(_pattern, StringComparison.Ordinal);

    /// <summary>The name for people, its open places as in the template.</summary>
    public override string ToString() => Fill(_pattern, "{firstSequenceNumber}", "{lastSequenceNumber}") + _suffix;

    private static string Fill(string pattern, string first, string last) => pattern
        .Replace(First.ToString(), first, StringComparison.Ordinal)
        .Replace(Last.ToString(), last, StringComparison.Ordinal);

    private static int ExtensionStart(string pattern)
    {
        var file = pattern.LastIndexOf('/') + 1;
        var dot = pattern.IndexOf('.', pattern.AsSpan(file).LastIndexOfAny(First, Last) is var hole and >= 0 ? file + hole : file);
        return dot < 0 ? pattern.Length : dot;
    }
}
