using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Writes a GetShardIterator request as it goes over the wire.</summary>
public class GetShardIteratorRequestMarshaller : IMarshaller<IRequest, GetShardIteratorRequest>, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <summary>The one marshaller; it keeps nothing.</summary>
    public static GetShardIteratorRequestMarshaller Instance { get; } = new();

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">A GetShardIterator request.</param>
    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((GetShardIteratorRequest)input);

    /// <summary>Writes the request as it goes over the wire.</summary>
    /// <param name="input">The request.</param>
    public IRequest Marshall(GetShardIteratorRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);

        return JsonBody.Request(input, "GetShardIterator", WriteMembers);
    }

    private static void WriteMembers(Utf8JsonWriter writer, GetShardIteratorRequest input)
    {
        JsonBody.WriteText(writer, "sequenceNumber"u8, input.SequenceNumber);
        JsonBody.WriteText(writer, "shardId"u8, input.ShardId);
        JsonBody.WriteText(writer, "shardIteratorType"u8, input.ShardIteratorType?.Value);
        JsonBody.WriteText(writer, "streamArn"u8, input.StreamArn);
    }
}
