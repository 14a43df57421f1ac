using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Amazon.KeyspacesStreams;

/// <summary>Reads the change streams of Amazon Keyspaces tables.</summary>
/// <remarks>Besides the errors named at each operation, a call may end with <see cref="AmazonClientException"/>, <see cref="IOException"/> or
/// <see cref="HttpRequestException"/> when no whole answer came.</remarks>
public interface IAmazonKeyspacesStreams : IAmazonService, IDisposable
{
    /// <summary>Walks through listings page by page.</summary>
    IKeyspacesStreamsPaginatorFactory Paginators { get; }

    /// <summary>Where a request would be sent.</summary>
    /// <param name="request">The request in question.</param>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    /// <summary>Reads up to 1000 records that follow a place in a shard. An empty page is not the end; a null next iterator is.</summary>
    /// <param name="request">The iterator and the size of the page.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="AccessDeniedException">The caller may not read the stream.</exception>
    /// <exception cref="InternalServerException">The service met a fault of its own.</exception>
    /// <exception cref="ResourceNotFoundException">The stream or the shard is gone.</exception>
    /// <exception cref="ThrottlingException">Too many requests, or more than two readers on one shard.</exception>
    /// <exception cref="ValidationException">The iterator is malformed or expired, or its records were trimmed; ErrorCode says which.</exception>
    Task<GetRecordsResponse> GetRecordsAsync(GetRecordsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Finds a place in a shard from which GetRecords can read.</summary>
    /// <param name="request">The shard, and where in it reading begins.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="AccessDeniedException">The caller may not read the stream.</exception>
    /// <exception cref="InternalServerException">The service met a fault of its own.</exception>
    /// <exception cref="ResourceNotFoundException">The stream or the shard is gone.</exception>
    /// <exception cref="ThrottlingException">Too many requests.</exception>
    /// <exception cref="ValidationException">A member is malformed or the place was trimmed; ErrorCode says which.</exception>
    Task<GetShardIteratorResponse> GetShardIteratorAsync(GetShardIteratorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes a stream and one page of its shards.</summary>
    /// <param name="request">The stream, and which of its shards.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="AccessDeniedException">The caller may not see the stream.</exception>
    /// <exception cref="InternalServerException">The service met a fault of its own.</exception>
    /// <exception cref="ResourceNotFoundException">The stream is gone.</exception>
    /// <exception cref="ThrottlingException">Too many requests.</exception>
    /// <exception cref="ValidationException">A member is malformed or the page token expired; ErrorCode says which.</exception>
    Task<GetStreamResponse> GetStreamAsync(GetStreamRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists one page of streams.</summary>
    /// <param name="request">Which streams.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="AccessDeniedException">The caller may not list streams.</exception>
    /// <exception cref="InternalServerException">The service met a fault of its own.</exception>
    /// <exception cref="ResourceNotFoundException">The keyspace or table does not exist.</exception>
    /// <exception cref="ThrottlingException">Too many requests.</exception>
    /// <exception cref="ValidationException">A member is malformed or the page token expired; ErrorCode says which.</exception>
    Task<ListStreamsResponse> ListStreamsAsync(ListStreamsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Settings as they are when nothing is set.</summary>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonKeyspacesStreamsConfig();

    /// <summary>A client made from credentials and settings that are only known as their base types.</summary>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials? awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonKeyspacesStreamsClient(SettingsOf(clientConfig))
            : new AmazonKeyspacesStreamsClient(awsCredentials, SettingsOf(clientConfig));

    private static AmazonKeyspacesStreamsConfig SettingsOf(ClientConfig clientConfig) =>
        clientConfig as AmazonKeyspacesStreamsConfig
        ?? throw new AmazonClientException(
            $"A client of Keyspaces Streams needs an {nameof(AmazonKeyspacesStreamsConfig)}, not a {clientConfig?.GetType().Name ?? "null"}.");
}
