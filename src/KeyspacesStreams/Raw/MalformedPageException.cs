namespace KeyspacesStreamer.RawStreams;

/// <summary>A page is not what the service promises, so none of its records may be used. Names places and kinds only, never what a row holds.</summary>
public sealed class MalformedPageException : Exception
{
    /// <summary>An exception about a place in a page.</summary>
    /// <param name="offset">The byte in the body at which it was noticed.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="innerException">What the JSON reader reported, if it was the one to notice.</param>
    public MalformedPageException(long offset, string expected, string found, Exception? innerException = null)
        : base($"The page is malformed at byte {offset}: expected {expected}, found {found}.", innerException)
    {
        Offset = offset;
        Expected = expected;
        Found = found;
    }

    /// <summary>The byte in the body at which it was noticed.</summary>
    public long Offset { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }
}
