namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>The chain of signatures over the chunks of a body; each signs the one before: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html</summary>
/// <param name="key">The key of the request.</param>
/// <param name="header">The header of the request, whose signature begins the chain.</param>
/// <param name="time">The request's X-Amz-Date.</param>
internal sealed class ChunkSignatures(SigningKey key, SignatureHeader header, string time)
{
    private static readonly string Empty = SigningKey.HashOf([]);
    private string _previous = header.Signature;

    public bool IsNext(string signature, ReadOnlySpan<byte> chunk) =>
        IsNext(signature, $"{SignatureHeader.Algorithm}-PAYLOAD\n{time}\n{header.Scope}\n{_previous}\n{Empty}\n{SigningKey.HashOf(chunk)}");

    public bool IsTrailer(string signature, string trailers) =>
        IsNext(signature, $"{SignatureHeader.Algorithm}-TRAILER\n{time}\n{header.Scope}\n{_previous}\n{SigningKey.HashOf(trailers)}");

    private bool IsNext(string signature, string toSign)
    {
        var expected = key.Sign(toSign);
        _previous = expected;
        return SigningKey.AreSame(expected, signature);
    }
}
