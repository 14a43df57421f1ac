using Amazon.Runtime.Internal;

namespace Amazon.KeyspacesStreams.Internal;

/// <summary>The name of the service for the SDK's pipeline.</summary>
internal sealed class AmazonKeyspacesStreamsMetadata : IServiceMetadata
{
    public const string Id = "KeyspacesStreams";

    public string ServiceId => Id;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
