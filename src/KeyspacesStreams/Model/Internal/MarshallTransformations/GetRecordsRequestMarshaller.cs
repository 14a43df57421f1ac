using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Writes a GetRecords request as it goes over the wire.</summary>
public class GetRecordsRequestMarshaller : IMarshaller<IRequest, GetRecordsRequest>, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>The one marshaller; it keeps nothing.</summary>
    public static GetRecordsRequestMarshaller Instance { get; } = new();

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">A GetRecords request.</param>
    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((GetRecordsRequest)input);

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">The request.</param>
    public IRequest Marshall(GetRecordsRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);

        return JsonBody.Request(input, "GetRecords", WriteMembers);
    }

    private static void WriteMembers(Utf8JsonWriter writer, GetRecordsRequest input)
    {
        JsonBody.WriteNumber(writer, "maxResults"u8, input.MaxResults);
        JsonBody.WriteText(writer, "shardIterator"u8, input.ShardIterator);
    }
}
