using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>Walks through the pages of GetStream by their tokens.</summary>
internal sealed class GetStreamPaginator : IGetStreamPaginator
{
    private readonly IAmazonKeyspacesStreams _client;
    private readonly GetStreamRequest _request;
    private int _started;

    public GetStreamPaginator(IAmazonKeyspacesStreams client, GetStreamRequest request)
    {
        _client = client;
        _request = request;
    }

    public IPaginatedEnumerable<GetStreamResponse> Responses => new PaginatedResponse<GetStreamResponse>(this);

    public IPaginatedEnumerable<Shard> Shards =>
        new PaginatedResultKeyResponse<GetStreamResponse, Shard>(this, page => page.Shards ?? []);

    async IAsyncEnumerable<GetStreamResponse> IPaginator<GetStreamResponse>.PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("The pages of GetStream have been walked through already; ask for a new paginator.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(_request);
        var token = _request.NextToken;
        do
        {
            _request.NextToken = token;
            var page = await _client.GetStreamAsync(_request, cancellationToken);
            token = page.NextToken;
            yield return page;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
