using Amazon.Runtime.Internal;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>The name of a service for the SDK's pipeline.</summary>
internal sealed class AwsJsonMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
