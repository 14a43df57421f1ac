using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>Settings of a client of a service that speaks AWS JSON.</summary>
public sealed class AwsJsonConfig : ClientConfig
{
    private const string ClientVersion = "4.0.0.0";
    private readonly AwsJsonService _service;

    /// <param name="service">The service.</param>
    public AwsJsonConfig(AwsJsonService service)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new AwsJsonEndpoints(service);
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.Id, ClientVersion);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => _service.Host;

    /// <inheritdoc/>
    public override string ServiceVersion => _service.JsonVersion;

    /// <inheritdoc/>
    public override string UserAgent { get; }

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AwsJsonEndpoints.ParametersOf(this));
}
