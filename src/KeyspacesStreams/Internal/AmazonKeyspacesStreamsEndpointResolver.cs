using Amazon.KeyspacesStreams.Endpoints;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.KeyspacesStreams.Internal;

/// <summary>The step of the pipeline that finds the address of a request.</summary>
public class AmazonKeyspacesStreamsEndpointResolver : BaseEndpointResolver
{
    /// <summary>Takes from the settings what the endpoint rules ask for.</summary>
    /// <param name="requestContext">The request on its way.</param>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        ArgumentNullException.ThrowIfNull(requestContext);

        var config = requestContext.ClientConfig;
        return new KeyspacesStreamsEndpointParameters
        {
            Endpoint = config.ServiceURL,
            Region = (requestContext.Request.AlternateEndpoint ?? config.RegionEndpoint)?.SystemName,
            UseFIPS = config.UseFIPSEndpoint,
        };
    }
}
