using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>The address of a service: one's own, or the region's.</summary>
internal sealed class AwsJsonEndpoints(AwsJsonService service) : IEndpointProvider
{
    private const string Own = "Endpoint";
    private const string Region = "Region";

    public static EndpointParameters ParametersOf(IClientConfig config) => new()
    {
        [Own] = config.ServiceURL,
        [Region] = config.RegionEndpoint?.SystemName,
    };

    public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
        parameters[Own] is string { Length: > 0 } own ? new Endpoint(own)
        : parameters[Region] is string { Length: > 0 } region ? new Endpoint(service.AddressIn(region).AbsoluteUri)
        : throw new AmazonClientException($"No region is given for {service.Id}.");
}
