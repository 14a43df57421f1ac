using System.Globalization;
using System.Text;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>Takes a body in <c>aws-chunked</c> encoding apart: chunks, their signatures, trailers.</summary>
internal sealed class ChunkedBody
{
    private const string SignatureMark = ";chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    private readonly byte[] _body;
    private readonly ChunkSignatures? _signatures;
    private readonly bool _hasTrailers;
    private int _place;

    private ChunkedBody(byte[] body, ChunkSignatures? signatures, bool hasTrailers) => (_body, _signatures, _hasTrailers) = (body, signatures, hasTrailers);

    /// <param name="body">What came.</param>
    /// <param name="signatures">Null where chunks are not signed.</param>
    /// <param name="hasTrailers">Whether headers may follow the last chunk.</param>
    /// <exception cref="RefusedException">It is not of this form, or a signature is another one.</exception>
    public static SignedBody Read(byte[] body, ChunkSignatures? signatures, bool hasTrailers) => new ChunkedBody(body, signatures, hasTrailers).Read();

    private SignedBody Read()
    {
        using var content = new MemoryStream(_body.Length);
        while (ReadChunk() is { Length: > 0 } chunk)
        {
            content.Write(chunk);
        }

        var trailers = _hasTrailers ? ReadTrailers() : SignedBody.NoTrailers;
        return new SignedBody(content.ToArray(), trailers);
    }

    private byte[] ReadChunk()
    {
        var line = ReadLine();
        var mark = line.IndexOf(SignatureMark, StringComparison.Ordinal);
        if (mark < 0 != _signatures is null
            || !int.TryParse(mark < 0 ? line : line[..mark], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || length > _body.Length - _place)
        {
            throw Incomplete($"A chunk begins with '{line}'.");
        }

        var chunk = _body[_place..(_place + length)];
        _place += length;
        if (_signatures is { } signatures && !signatures.IsNext(line[(mark + SignatureMark.Length)..], chunk))
        {
            throw new RefusedException(RefusalKind.BadSignature, RequestAuthenticator.OtherSignature);
        }

        // After the last chunk its line end comes only where no trailer follows; a trailer follows at once.
        if (length > 0 || !_hasTrailers)
        {
            Require("");
        }

        return chunk;
    }

    private Dictionary<string, string> ReadTrailers()
    {
        var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var signed = new StringBuilder();
        string? signature = null;
        while (_place < _body.Length && ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw Incomplete($"A trailer is '{line}'.");
            }

            var (name, value) = (line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == TrailerSignature)
            {
                signature = value;
            }
            else
            {
                trailers[name] = value;
                signed.Append(name).Append(':').Append(value).Append('\n');
            }
        }

        return _signatures is null || _signatures.IsTrailer(signature ?? "", signed.ToString()) ? trailers
            : throw new RefusedException(RefusalKind.BadSignature, RequestAuthenticator.OtherSignature);
    }

    private void Require(string expected)
    {
        if (_place < _body.Length && ReadLine() is { } line && line != expected)
        {
            throw Incomplete($"After a chunk came '{line}'.");
        }
    }

    private string ReadLine()
    {
        var end = _body.AsSpan(_place).IndexOf("\r\n"u8);
        if (end < 0)
        {
            throw Incomplete("A line has no end.");
        }

        var line = Encoding.ASCII.GetString(_body, _place, end);
        _place += end + 2;
        return line;
    }

    private static RefusedException Incomplete(string what) => new(400, "IncompleteBody", $"The request body terminated unexpectedly. {what}");
}
