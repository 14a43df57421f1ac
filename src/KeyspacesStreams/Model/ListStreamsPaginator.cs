using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>Walks through the pages of ListStreams by their tokens.</summary>
internal sealed class ListStreamsPaginator : IListStreamsPaginator
{
    private readonly IAmazonKeyspacesStreams _client;
    private readonly ListStreamsRequest _request;
    private int _started;

    public ListStreamsPaginator(IAmazonKeyspacesStreams client, ListStreamsRequest request)
    {
        _client = client;
        _request = request;
    }

    public IPaginatedEnumerable<ListStreamsResponse> Responses => new PaginatedResponse<ListStreamsResponse>(this);

    public IPaginatedEnumerable<Stream> Streams =>
        new PaginatedResultKeyResponse<ListStreamsResponse, Stream>(this, page => page.Streams ?? []);

    async IAsyncEnumerable<ListStreamsResponse> IPaginator<ListStreamsResponse>.PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("The pages of ListStreams have been walked through already; ask for a new paginator.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(_request);
        var token = _request.NextToken;
        do
        {
            _request.NextToken = token;
            var page = await _client.ListStreamsAsync(_request, cancellationToken);
            token = page.NextToken;
            yield return page;
        }
        while (!string.IsNullOrEmpty(token));
    }
}
