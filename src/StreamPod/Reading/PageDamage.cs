using System.Security.Cryptography;
using System.Text.Unicode;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>
/// Tells damage on the way from damage at the source, for the reader of one shard. A record that is not UTF-8 is read again once: if it comes with the
/// same bytes, it is the service's own and goes on to the encoder, which calls it unreadable. A page that cannot be taken apart at all halts the
/// shard when it came in the same way many times.
/// </summary>
internal sealed class PageDamage(ShardId shardId)
{
    /// <summary>Reads of a page that is damaged in the same way each time; with the pauses between them a quarter of a minute at least.</summary>
    private const int MostReads = 12;

    private HashSet<string> _suspects = [];
    private string? _last;
    private int _times;

    /// <summary>Hands the page on, or disposes of it.</summary>
    /// <exception cref="DamagedPageException">A record of it holds bytes that are no UTF-8, seen for the first time.</exception>
    public ShardPage Accept(ShardPage page)
    {
        var suspects = page.IsUtf8 ? [] : SuspectsIn(page);
        var isKnown = suspects.IsSubsetOf(_suspects);
        _suspects = suspects;
        if (!isKnown)
        {
            page.Dispose();
            throw new DamagedPageException($"{suspects.Count} records of a page of {shardId} hold bytes that are no UTF-8; the page is read again, to tell damage on the way from bad records.");
        }

        (_last, _times) = (null, 0);
        return page;
    }

    /// <summary>Whether to give the page up, since it was damaged in this very way too often.</summary>
    public bool IsHopeless(DamagedPageException problem)
    {
        _times = problem.Message == _last ? _times + 1 : 1;
        _last = problem.Message;
        return _times >= MostReads;
    }

    /// <param name="after">The last record taken over.</param>
    /// <param name="problem">What is wrong with the page each time.</param>
    public ShardHaltedException Halt(SequenceNumber? after, DamagedPageException problem) => new(
        $"Shard {shardId}, the page after {after?.Text ?? "its beginning"} was damaged {_times} times in the same way, and nothing of it was taken over: {problem.Message} "
        + "The service or a proxy on the way sends it so. Restart the pod to read it again.",
        problem);

    private static HashSet<string> SuspectsIn(ShardPage page)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        for (var index = 0; index < page.Count; index++)
        {
            var record = page[index];
            if (!Utf8.IsValid(record.Json.Span))
            {
                found.Add($"{record.SequenceNumber}/{Convert.ToHexString(SHA256.HashData(record.Json.Span))}");
            }
        }

        return found;
    }
}
