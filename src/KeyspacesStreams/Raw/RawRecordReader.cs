using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;

namespace KeyspacesStreamer.RawStreams;

/// <summary>Reads raw pages through a client's own pipeline: the same signature, retries and errors.</summary>
/// <remarks>Safe for use by many threads. Does not own the client.</remarks>
public sealed class RawRecordReader : IRawRecordReader
{
    /// <summary>The limit of a body when none is given: 64 MiB, far above any page seen.</summary>
    public const int DefaultMaxBodyBytes = 64 * 1024 * 1024;

    private readonly AmazonKeyspacesStreamsClient _client;
    private readonly int _maxBodyBytes;

    /// <summary>A reader on a client.</summary>
    /// <param name="client">The client whose pipeline is used.</param>
    /// <param name="maxBodyBytes">
    /// How large a body may be, in bytes. Default 64 MiB; at least 1. A larger one is not read but ends in a <see cref="BodyTooLargeException"/>.
    /// </param>
    public RawRecordReader(AmazonKeyspacesStreamsClient client, int maxBodyBytes = DefaultMaxBodyBytes)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBodyBytes, 1);

        _client = client;
        _maxBodyBytes = maxBodyBytes;
    }

    /// <inheritdoc/>
    public Task<RawPage> GetRecordsAsync(string shardIterator, int maxResults, CancellationToken cancellationToken) =>
        GetRecordsAsync(shardIterator, maxResults, _maxBodyBytes, cancellationToken);

    /// <inheritdoc/>
    public async Task<RawPage> GetRecordsAsync(string shardIterator, int maxResults, int maxBodyBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBodyBytes, 1);

        var request = new GetRecordsRequest { ShardIterator = shardIterator, MaxResults = maxResults };
        var response = await _client.GetRecordsBodyAsync(request, new RawBodyUnmarshaller(maxBodyBytes), cancellationToken);
        return RawPage.Of(response.Body ?? throw new InvalidOperationException("GetRecords gave no body to read."));
    }
}
