using Amazon.Runtime;

namespace KeyspacesStreamer.RawStreams;

/// <summary>A GetRecords response as it came.</summary>
internal sealed class RawBodyResponse : AmazonWebServiceResponse
{
    /// <summary>The body; null only before the response was read.</summary>
    public PooledBody? Body { get; init; }
}
