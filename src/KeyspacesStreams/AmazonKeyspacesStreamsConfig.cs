using Amazon.KeyspacesStreams.Endpoints;
using Amazon.KeyspacesStreams.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.KeyspacesStreams;

/// <summary>The settings of a client of Keyspaces Streams.</summary>
public class AmazonKeyspacesStreamsConfig : ClientConfig
{
    // The client's own version, as it appears in the user agent.
    private const string ClientVersion = "4.0.0.0";

    /// <summary>Settings as they are when nothing is set: region from the default chain, standard retries, signed for <c>cassandra</c>.</summary>
    public AmazonKeyspacesStreamsConfig()
        : base(new DefaultConfigurationProvider(AmazonKeyspacesStreamsDefaultConfiguration.GetAllConfigurations()))
    {
        ServiceId = AmazonKeyspacesStreamsMetadata.Id;
        AuthenticationServiceName = "cassandra";
        EndpointProvider = new AmazonKeyspacesStreamsEndpointProvider();
    }

    /// <summary>The first part of the host name.</summary>
    public override string RegionEndpointServiceName => "cassandra-streams";

    /// <summary>The version of the API.</summary>
    public override string ServiceVersion => "2024-09-09";

    /// <summary>How the client names itself to the service.</summary>
    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(AmazonKeyspacesStreamsMetadata.Id, ClientVersion);

    /// <summary>The address to which a request would go.</summary>
    /// <param name="parameters">The request, and another region if it has one.</param>
    /// <exception cref="AmazonClientException">There is no region, or FIPS was asked for at an address of one's own.</exception>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        return EndpointProvider.ResolveEndpoint(new KeyspacesStreamsEndpointParameters
        {
            Endpoint = ServiceURL,
            Region = (parameters.AlternateEndpoint ?? RegionEndpoint)?.SystemName,
            UseFIPS = UseFIPSEndpoint,
        });
    }
}
