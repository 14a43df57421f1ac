using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using Amazon.Runtime.Internal;

namespace KeyspacesStreamer.Operator.Aws.Control;

/// <summary>Settings of a client of a service that speaks AWS JSON.</summary>
internal sealed class AwsJsonConfig : ClientConfig
{
    private const string ClientVersion = "4.0.0.0";
    private readonly AwsJsonService _service;

    public AwsJsonConfig(AwsJsonService service)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new AwsJsonEndpoints(service);
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.Id, ClientVersion);
    }

    public override string RegionEndpointServiceName => _service.Host;

    public override string ServiceVersion => _service.JsonVersion;

    public override string UserAgent { get; }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AwsJsonEndpoints.ParametersOf(this));
}
