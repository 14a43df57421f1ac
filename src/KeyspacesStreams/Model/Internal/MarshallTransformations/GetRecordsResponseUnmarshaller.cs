using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads the response to GetRecords, or the error that came instead.</summary>
public class GetRecordsResponseUnmarshaller : JsonResponseUnmarshaller
{
    /// <summary>The one unmarshaller; it keeps nothing.</summary>
    public static GetRecordsResponseUnmarshaller Instance { get; } = new();

    /// <summary>Reads a response.</summary>
    /// <param name="input">The body and headers.</param>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        ResponseBody.Read<GetRecordsResponse>(input, GetRecordsResponseShape.Read);

    /// <summary>Reads an error.</summary>
    /// <param name="input">The body and headers.</param>
    /// <param name="innerException">What the transport reported.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ErrorBody.Read(input, innerException, statusCode);
}
