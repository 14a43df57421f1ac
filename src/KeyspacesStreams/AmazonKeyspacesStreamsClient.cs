using Amazon.KeyspacesStreams.Internal;
using Amazon.KeyspacesStreams.Model;
using Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using KeyspacesStreamer.RawStreams;

namespace Amazon.KeyspacesStreams;

/// <summary>A client of Keyspaces Streams. Safe for use by many threads; make one and keep it.</summary>
public class AmazonKeyspacesStreamsClient : AmazonServiceClient, IAmazonKeyspacesStreams
{
    private static readonly AmazonKeyspacesStreamsMetadata Metadata = new();
    private KeyspacesStreamsPaginatorFactory? _paginators;

    /// <summary>A client with credentials and region from the default chains.</summary>
    public AmazonKeyspacesStreamsClient()
        : base(new AmazonKeyspacesStreamsConfig())
    {
    }

    /// <summary>A client with credentials from the default chain: environment, web identity, profile, container, instance.</summary>
    /// <param name="region">The region of the streams.</param>
    public AmazonKeyspacesStreamsClient(RegionEndpoint region)
        : base(new AmazonKeyspacesStreamsConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with credentials from the default chain: environment, web identity, profile, container, instance.</summary>
    /// <param name="config">The settings; read once, so later changes have no effect.</param>
    public AmazonKeyspacesStreamsClient(AmazonKeyspacesStreamsConfig config)
        : base(config)
    {
    }

    /// <summary>A client with given credentials and the region from the default chain.</summary>
    /// <param name="credentials">Who signs the requests.</param>
    public AmazonKeyspacesStreamsClient(AWSCredentials credentials)
        : this(credentials, new AmazonKeyspacesStreamsConfig())
    {
    }

    /// <summary>A client with given credentials.</summary>
    /// <param name="credentials">Who signs the requests.</param>
    /// <param name="region">The region of the streams.</param>
    public AmazonKeyspacesStreamsClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonKeyspacesStreamsConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with given credentials.</summary>
    /// <param name="credentials">Who signs the requests.</param>
    /// <param name="clientConfig">The settings; read once, so later changes have no effect.</param>
    public AmazonKeyspacesStreamsClient(AWSCredentials credentials, AmazonKeyspacesStreamsConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <summary>A client with a lasting key and the region from the default chain.</summary>
    /// <param name="awsAccessKeyId">The id of the key.</param>
    /// <param name="awsSecretAccessKey">The secret of the key.</param>
    public AmazonKeyspacesStreamsClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonKeyspacesStreamsConfig())
    {
    }

    /// <summary>A client with a lasting key.</summary>
    /// <param name="awsAccessKeyId">The id of the key.</param>
    /// <param name="awsSecretAccessKey">The secret of the key.</param>
    /// <param name="region">The region of the streams.</param>
    public AmazonKeyspacesStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonKeyspacesStreamsConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with a lasting key.</summary>
    /// <param name="awsAccessKeyId">The id of the key.</param>
    /// <param name="awsSecretAccessKey">The secret of the key.</param>
    /// <param name="clientConfig">The settings; read once, so later changes have no effect.</param>
    public AmazonKeyspacesStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonKeyspacesStreamsConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>A client with a key for a session and the region from the default chain.</summary>
    /// <param name="awsAccessKeyId">The id of the key.</param>
    /// <param name="awsSecretAccessKey">The secret of the key.</param>
    /// <param name="awsSessionToken">The token of the session.</param>
    public AmazonKeyspacesStreamsClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonKeyspacesStreamsConfig())
    {
    }

    /// <summary>A client with a key for a session.</summary>
    /// <param name="awsAccessKeyId">The id of the key.</param>
    /// <param name="awsSecretAccessKey">The secret of the key.</param>
    /// <param name="awsSessionToken">The token of the session.</param>
    /// <param name="region">The region of the streams.</param>
    public AmazonKeyspacesStreamsClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonKeyspacesStreamsConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with a key for a session.</summary>
    /// <param name="awsAccessKeyId">The id of the key.</param>
    /// <param name="awsSecretAccessKey">The secret of the key.</param>
    /// <param name="awsSessionToken">The token of the session.</param>
    /// <param name="clientConfig">The settings; read once, so later changes have no effect.</param>
    public AmazonKeyspacesStreamsClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonKeyspacesStreamsConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    public IKeyspacesStreamsPaginatorFactory Paginators => _paginators ??= new KeyspacesStreamsPaginatorFactory(this);

    /// <summary>What the pipeline has to know of the service.</summary>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    public virtual Task<GetRecordsResponse> GetRecordsAsync(GetRecordsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetRecordsResponse>(
            request, GetRecordsRequestMarshaller.Instance, GetRecordsResponseUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetShardIteratorResponse> GetShardIteratorAsync(
        GetShardIteratorRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetShardIteratorResponse>(
            request, GetShardIteratorRequestMarshaller.Instance, GetShardIteratorResponseUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetStreamResponse> GetStreamAsync(GetStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetStreamResponse>(
            request, GetStreamRequestMarshaller.Instance, GetStreamResponseUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListStreamsResponse> ListStreamsAsync(
        ListStreamsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListStreamsResponse>(
            request, ListStreamsRequestMarshaller.Instance, ListStreamsResponseUnmarshaller.Instance, cancellationToken);

    internal Task<RawBodyResponse> GetRecordsBodyAsync(
        GetRecordsRequest request, RawBodyUnmarshaller unmarshaller, CancellationToken cancellationToken) =>
        CallAsync<RawBodyResponse>(request, GetRecordsRequestMarshaller.Instance, unmarshaller, cancellationToken);

    /// <summary>Puts the endpoint rules, the choice of signature and the reading of bodies into the pipeline.</summary>
    /// <param name="pipeline">The pipeline as the SDK made it.</param>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);

        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonKeyspacesStreamsEndpointResolver());
        pipeline.AddHandlerAfter<AmazonKeyspacesStreamsEndpointResolver>(new AmazonKeyspacesStreamsAuthSchemeHandler());
        pipeline.AddHandlerAfter<Unmarshaller>(new BodyHandler(TimeProvider.System));
    }

    private Task<TResponse> CallAsync<TResponse>(
        AmazonKeyspacesStreamsRequest request,
        Amazon.Runtime.Internal.Transform.IMarshaller<IRequest, AmazonWebServiceRequest> marshaller,
        Amazon.Runtime.Internal.Transform.ResponseUnmarshaller unmarshaller,
        CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);

        var options = new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
