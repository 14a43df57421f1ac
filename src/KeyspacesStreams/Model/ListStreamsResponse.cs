using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>One page of streams.</summary>
public class ListStreamsResponse : AmazonWebServiceResponse
{
    /// <summary>Asks for the next page; null when this was the last one.</summary>
    public string? NextToken { get; set; }

    /// <summary>The streams of this page; null when the service sent no list.</summary>
    public List<Stream>? Streams { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
