using System.Text.Json;
using Amazon.KeyspacesStreams.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>A response body in AWS JSON 1.0.</summary>
internal static class ResponseBody
{
    // Eight levels of collections take about forty levels of JSON; what a later service may add is given room.
    private const int MaxDepth = 512;

    public static TResponse Read<TResponse>(JsonUnmarshallerContext context, ShapeReader<TResponse> read)
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(context);

        return Read(BytesOf(context), read);
    }

    /// <exception cref="JsonException">The body is not what the shape expects, or not JSON.</exception>
    internal static TResponse Read<TResponse>(ReadOnlySpan<byte> body, ShapeReader<TResponse> read)
        where TResponse : new()
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            return read(ref reader) ?? new TResponse();
        }
        catch (InvalidOperationException cause)
        {
            throw new JsonException($"Expected text at byte {reader.TokenStartIndex}, found escapes or bytes that are none.", cause);
        }
    }

    private static ReadOnlySpan<byte> BytesOf(JsonUnmarshallerContext context)
    {
        if (context.ResponseData is WholeResponse whole)
        {
            // Reading the stream to its end is what lets the SDK compare the checksum, if the service sent one.
            context.Stream.CopyTo(System.IO.Stream.Null);
            return whole.Body.Span;
        }

        using var copy = new MemoryStream();
        context.Stream.CopyTo(copy);
        return copy.ToArray();
    }
}
