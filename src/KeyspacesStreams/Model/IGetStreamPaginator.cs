using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>All pages of GetStream, one after the other.</summary>
public interface IGetStreamPaginator : IPaginator<GetStreamResponse>
{
    /// <summary>The pages; can be walked through once.</summary>
    IPaginatedEnumerable<GetStreamResponse> Responses { get; }

    /// <summary>The shards of all pages; can be walked through once.</summary>
    IPaginatedEnumerable<Shard> Shards { get; }
}
