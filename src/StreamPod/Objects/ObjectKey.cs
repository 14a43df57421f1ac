using System.Buffers;
using System.Text;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>What a key must be to mean the same object in every store and every tool that lists it.</summary>
internal static class ObjectKey
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    private const int LongestInBytes = 1024;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Append(0x7F).Select(code => (char)code)]);

    /// <exception cref="ObjectStoreException">The key cannot name an object; the message says why.</exception>
    public static void Validate(string key)
    {
        if (WrongWith(key) is { } fault)
        {
            throw new ObjectStoreException($"The key '{key}' cannot name an object: {fault}. Correct destination.prefix or destination.keyTemplate.");
        }
    }

    private static string? WrongWith(string key)
    {
        if (key.Length == 0)
        {
            return "it is empty";
        }

        if (!IsWellFormed(key))
        {
            return "it is not valid Unicode";
        }

        if (System.Text.Encoding.UTF8.GetByteCount(key) is > LongestInBytes and var length)
        {
            return $"it has {length} bytes of UTF-8, and {LongestInBytes} is the most";
        }

        // A listing is XML, which cannot carry them.
        if (key.AsSpan().ContainsAny(Controls))
        {
            return "it holds a control character";
        }

        return WrongSegment(key);
    }

    private static string? WrongSegment(string key)
    {
        if (key[0] == '/')
        {
            return "it begins with a slash";
        }

        foreach (var range in key.AsSpan().Split('/'))
        {
            // HTTP clients and file systems resolve these, so the object would land elsewhere.
            if (key.AsSpan()[range] is "." or "..")
            {
                return $"it has the segment '{key.AsSpan()[range]}'";
            }
        }

        return null;
    }

    private static bool IsWellFormed(string key)
    {
        for (var rest = key.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
