using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// How many records one reader of a shard asks for: few at first, twice as many while full pages leave room, half as many when a page is larger than it may be.
/// A record that alone is larger than usual is given more room, up to all there is.
/// </summary>
internal sealed class PageRequestSizer(PageSizes sizes, ShardId shardId)
{
    // 1..1000, default 100: the service model of GetRecords (2024-09-09).
    private const int Most = 1_000;
    private const int First = 125;

    // With the pauses between them a quarter of a minute at least: a proxy's own answer in the service's place may pass.
    private const int MostRefusals = 12;

    private int _maxResults = First;
    private int _bodyBytes;
    private int _refusals;

    /// <summary>What the next read may bring.</summary>
    public PageRequest Next => new(_maxResults, Math.Max(_bodyBytes, sizes.Usual));

    /// <summary>A page came.</summary>
    public void Observe(ShardPage page)
    {
        (_bodyBytes, _refusals) = (0, 0);
        if (page.Count >= _maxResults && page.HeldBytes <= sizes.Usual / 2)
        {
            _maxResults = Math.Min(Most, _maxResults * 2);
        }
    }

    /// <summary>A page was larger than asked for: the next read asks for another one.</summary>
    /// <exception cref="DamagedPageException">One record alone is larger than a page can be; the same call may pass another time.</exception>
    /// <exception cref="ShardHaltedException">It did not, many times.</exception>
    public void Refuse(PageRequest asked, PageTooLargeException problem)
    {
        if (asked.MaxResults > 1)
        {
            _maxResults = sizes.TryGrow(asked.BodyBytes) ? asked.MaxResults : Math.Max(1, asked.MaxResults / 2);
        }
        else if (asked.BodyBytes < sizes.Largest)
        {
            _bodyBytes = (int)Math.Min(2L * asked.BodyBytes, sizes.Largest);
        }
        else if (++_refusals < MostRefusals)
        {
            throw new DamagedPageException($"Shard {shardId}: {problem.Message}", problem);
        }
        else
        {
            throw new ShardHaltedException(
                $"Shard {shardId}: a page of one record has more than {sizes.Largest} bytes, which is all that the memory budget leaves for one page: {problem.Message} "
                + "Nothing of it was taken over. No record of the service is so large: look for a proxy that changes answers; else give the pod more memory, and report it.",
                problem);
        }
    }
}
