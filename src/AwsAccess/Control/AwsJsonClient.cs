using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>A client of a service that speaks AWS JSON, on the pipeline of the SDK: credentials, signature, retries.</summary>
public sealed class AwsJsonClient : AmazonServiceClient
{
    private readonly AwsJsonService _service;
    private readonly AwsJsonMetadata _metadata;

    /// <param name="service">The service.</param>
    /// <param name="credentials">Null finds them as the SDK does.</param>
    /// <param name="config">The settings.</param>
    public AwsJsonClient(AwsJsonService service, AWSCredentials? credentials, AwsJsonConfig config)
        : base(With(credentials, config)) => (_service, _metadata) = (service, new AwsJsonMetadata(service.Id));

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => _metadata;

    /// <summary>Calls an operation.</summary>
    /// <returns>The output of the operation.</returns>
    /// <exception cref="AmazonServiceException">The service refused.</exception>
    public async Task<JsonElement> CallAsync(string operation, JsonObject input, CancellationToken cancellationToken)
    {
        var options = new InvokeOptions { RequestMarshaller = AwsJsonMarshaller.Instance, ResponseUnmarshaller = AwsJsonUnmarshaller.Instance };
        var response = await InvokeAsync<AwsJsonResponse>(new AwsJsonRequest(_service, operation, input), options, cancellationToken);
        return response.Output;
    }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AwsJsonEndpointResolver());
        pipeline.AddHandlerAfter<AwsJsonEndpointResolver>(new AwsJsonSignature());
    }

    private static AwsJsonConfig With(AWSCredentials? credentials, AwsJsonConfig config)
    {
        config.DefaultAWSCredentials = credentials ?? config.DefaultAWSCredentials;
        return config;
    }
}
