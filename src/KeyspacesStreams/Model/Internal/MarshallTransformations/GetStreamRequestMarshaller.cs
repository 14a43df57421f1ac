using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Writes a GetStream request as it goes over the wire.</summary>
public class GetStreamRequestMarshaller : IMarshaller<IRequest, GetStreamRequest>, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>The one marshaller; it keeps nothing.</summary>
    public static GetStreamRequestMarshaller Instance { get; } = new();

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">A GetStream request.</param>
    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((GetStreamRequest)input);

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">The request.</param>
    public IRequest Marshall(GetStreamRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);

        return JsonBody.Request(input, "GetStream", WriteMembers);
    }

    private static void WriteMembers(Utf8JsonWriter writer, GetStreamRequest input)
    {
        JsonBody.WriteNumber(writer, "maxResults"u8, input.MaxResults);
        JsonBody.WriteText(writer, "nextToken"u8, input.NextToken);
        if (input.ShardFilter is { } filter)
        {
            writer.WriteStartObject("shardFilter"u8);
            JsonBody.WriteText(writer, "shardId"u8, filter.ShardId);
            JsonBody.WriteText(writer, "type"u8, filter.Type?.Value);
            writer.WriteEndObject();
        }

        JsonBody.WriteText(writer, "streamArn"u8, input.StreamArn);
    }
}
