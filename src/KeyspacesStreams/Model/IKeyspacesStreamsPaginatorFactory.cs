namespace Amazon.KeyspacesStreams.Model;

/// <summary>Makes paginators, which walk through a listing page by page.</summary>
public interface IKeyspacesStreamsPaginatorFactory
{
    /// <summary>Walks through the shards of a stream.</summary>
    /// <param name="request">The stream; its NextToken moves on with the pages.</param>
    IGetStreamPaginator GetStream(GetStreamRequest request);

    /// <summary>Walks through the streams.</summary>
    /// <param name="request">Which streams; its NextToken moves on with the pages.</param>
    IListStreamsPaginator ListStreams(ListStreamsRequest request);
}
