using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.KeyspacesStreams.Internal;

/// <summary>The endpoint rules of Keyspaces Streams.</summary>
public class AmazonKeyspacesStreamsEndpointProvider : IEndpointProvider
{
    /// <summary>The address for the given parameters.</summary>
    /// <param name="parameters">Region, FIPS and an address of one's own.</param>
    /// <exception cref="AmazonClientException">There is no region, or FIPS was asked for at an address of one's own.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        var fips = parameters["UseFIPS"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } own)
        {
            return fips
                ? throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported")
                : new Endpoint(own);
        }

        if (parameters["Region"] is not string { Length: > 0 } region)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        var host = fips ? "cassandra-streams-fips" : "cassandra-streams";
        return new Endpoint($"https://{host}.{region}.{Fn.Partition(region).dualStackDnsSuffix}");
    }
}
