namespace Amazon.KeyspacesStreams.Model;

/// <summary>Makes paginators that call through one client.</summary>
internal sealed class KeyspacesStreamsPaginatorFactory(IAmazonKeyspacesStreams client) : IKeyspacesStreamsPaginatorFactory
{
    public IGetStreamPaginator GetStream(GetStreamRequest request) => new GetStreamPaginator(client, request);

    public IListStreamsPaginator ListStreams(ListStreamsRequest request) => new ListStreamsPaginator(client, request);
}
