using System.Net;
using Amazon.KeyspacesStreams.Internal;
using Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace KeyspacesStreamer.RawStreams;

/// <summary>Takes the body of a response over unread; errors are read as everywhere.</summary>
internal sealed class RawBodyUnmarshaller(int maxBodyBytes) : JsonResponseUnmarshaller
{
    public int MaxBodyBytes { get; } = maxBodyBytes;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // Reading the stream to its end is what lets the SDK compare the checksum, if the service sent one.
        input.Stream.CopyTo(Stream.Null);
        return new RawBodyResponse { Body = ((WholeResponse)input.ResponseData).TakeBody() };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ErrorBody.Read(input, innerException, statusCode);
}
