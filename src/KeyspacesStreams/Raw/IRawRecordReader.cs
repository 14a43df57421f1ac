using Amazon.KeyspacesStreams.Model;

namespace KeyspacesStreamer.RawStreams;

/// <summary>Reads pages of change records without turning them into objects.</summary>
public interface IRawRecordReader
{
    /// <summary>Reads one page. The caller disposes it, which gives its memory back.</summary>
    /// <param name="shardIterator">The place to read from.</param>
    /// <param name="maxResults">How many records at most: 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the call early, also in the middle of a body.</param>
    /// <exception cref="AccessDeniedException">The caller may not read the stream.</exception>
    /// <exception cref="InternalServerException">The service met a fault of its own, after the client's own retries.</exception>
    /// <exception cref="ResourceNotFoundException">The stream or the shard is gone.</exception>
    /// <exception cref="ThrottlingException">Too many requests, after the client's own retries.</exception>
    /// <exception cref="ValidationException">The iterator is malformed or expired, or its records were trimmed; ErrorCode says which.</exception>
    /// <exception cref="MalformedPageException">The body is not a page, or a record in it has no sequence number.</exception>
    /// <exception cref="BodyTooLargeException">The body is larger than the reader may hold.</exception>
    /// <exception cref="IOException">The body was cut off or did not come in time, after the client's own retries.</exception>
    /// <exception cref="HttpRequestException">The service was not reached.</exception>
    Task<RawPage> GetRecordsAsync(string shardIterator, int maxResults, CancellationToken cancellationToken);

    /// <summary>Reads one page. The caller disposes it, which gives its memory back. Larger bodies than the given limit are not read.</summary>
    /// <param name="shardIterator">The place to read from.</param>
    /// <param name="maxResults">How many records at most: 1 to 1000.</param>
    /// <param name="maxBodyBytes">How large the body may be, in bytes; at least 1.</param>
    /// <param name="cancellationToken">Ends the call early, also in the middle of a body.</param>
    /// <exception cref="AccessDeniedException">The caller may not read the stream.</exception>
    /// <exception cref="InternalServerException">The service met a fault of its own, after the client's own retries.</exception>
    /// <exception cref="ResourceNotFoundException">The stream or the shard is gone.</exception>
    /// <exception cref="ThrottlingException">Too many requests, after the client's own retries.</exception>
    /// <exception cref="ValidationException">The iterator is malformed or expired, or its records were trimmed; ErrorCode says which.</exception>
    /// <exception cref="MalformedPageException">The body is not a page, or a record in it has no sequence number.</exception>
    /// <exception cref="BodyTooLargeException">The body is larger than the reader may hold.</exception>
    /// <exception cref="IOException">The body was cut off or did not come in time, after the client's own retries.</exception>
    /// <exception cref="HttpRequestException">The service was not reached.</exception>
    Task<RawPage> GetRecordsAsync(string shardIterator, int maxResults, int maxBodyBytes, CancellationToken cancellationToken);
}
