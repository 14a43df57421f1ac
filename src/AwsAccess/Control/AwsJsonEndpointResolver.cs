using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>The step of the pipeline that finds the address of a request.</summary>
internal sealed class AwsJsonEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        AwsJsonEndpoints.ParametersOf(requestContext.ClientConfig);
}
