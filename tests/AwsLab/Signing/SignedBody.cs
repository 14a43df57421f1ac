namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>A body as its sender meant it, out of the chunks it may have come in.</summary>
/// <param name="Bytes">The content.</param>
/// <param name="Trailers">Headers that came after it.</param>
internal sealed record SignedBody(byte[] Bytes, IReadOnlyDictionary<string, string> Trailers)
{
    public static readonly IReadOnlyDictionary<string, string> NoTrailers = new Dictionary<string, string>();
}
