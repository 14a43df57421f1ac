using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>All pages of ListStreams, one after the other.</summary>
public interface IListStreamsPaginator : IPaginator<ListStreamsResponse>
{
    /// <summary>The pages; can be walked through once.</summary>
    IPaginatedEnumerable<ListStreamsResponse> Responses { get; }

    /// <summary>The streams of all pages; can be walked through once.</summary>
    IPaginatedEnumerable<Stream> Streams { get; }
}
