namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>One reader of bytes that others send, and what must hold for whatever they are.</summary>
internal interface IFuzzTarget
{
    /// <summary>One word; also the folder of its corpus.</summary>
    string Name { get; }

    /// <summary>Words that the reader knows: what a mutation by single bytes would hardly find.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Reads the bytes and checks what came of them.</summary>
    /// <exception cref="BrokenInvariantException">What came of them is wrong. So is any other exception: a reader says its refusal in the way that its callers expect, which the target knows.</exception>
    void Check(ReadOnlySpan<byte> input);
}
