using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Writes a ListStreams request as it goes over the wire.</summary>
public class ListStreamsRequestMarshaller : IMarshaller<IRequest, ListStreamsRequest>, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>The one marshaller; it keeps nothing.</summary>
    public static ListStreamsRequestMarshaller Instance { get; } = new();

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">A ListStreams request.</param>
    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((ListStreamsRequest)input);

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">The request.</param>
    public IRequest Marshall(ListStreamsRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);

        return JsonBody.Request(input, "ListStreams", WriteMembers);
    }

    private static void WriteMembers(Utf8JsonWriter writer, ListStreamsRequest input)
    {
        JsonBody.WriteText(writer, "keyspaceName"u8, input.KeyspaceName);
        JsonBody.WriteNumber(writer, "maxResults"u8, input.MaxResults);
        JsonBody.WriteText(writer, "nextToken"u8, input.NextToken);
        JsonBody.WriteText(writer, "tableName"u8, input.TableName);
    }
}
