using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>What all requests of Keyspaces Streams have in common.</summary>
public class AmazonKeyspacesStreamsRequest : AmazonWebServiceRequest
{
}
