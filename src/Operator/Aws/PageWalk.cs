using System.Globalization;
using Amazon.Runtime;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Bounds a listing of several pages: an address that always names another page, or the same one again, ends it with a reason.</summary>
/// <param name="action">The IAM action of the calls.</param>
/// <param name="resource">ARN of what is listed.</param>
/// <param name="doing">What is listed, to come before "was given up".</param>
/// <param name="max">How much of it there may be.</param>
internal sealed class PageWalk(string action, string resource, string doing, PageWalk.Bounds max)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _items;
    private long _bytes;

    /// <summary>Counts a page.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="items">How many things it listed.</param>
    /// <param name="next">What names the next page; null or empty after the last one.</param>
    /// <exception cref="AwsCallException">There is more than there can be, or the next page was there before.</exception>
    public void Take(AmazonWebServiceResponse page, int items, string? next)
    {
        (_items, _bytes) = (_items + items, _bytes + Math.Max(page.ContentLength, 0));
        if (_items > max.Items)
        {
            throw GivenUp($"there are more than {Number(max.Items)}");
        }

        if (_bytes > max.Bytes)
        {
            throw GivenUp($"the answers have more than {Number(max.Bytes >> 20)} MiB");
        }

        if (string.IsNullOrEmpty(next))
        {
            return;
        }

        if (!_seen.Add(next))
        {
            throw GivenUp("a page names itself or an earlier one as the next");
        }

        if (_seen.Count >= max.Pages)
        {
            throw GivenUp($"there are more than {Number(max.Pages)} pages");
        }
    }

    private AwsCallException GivenUp(string why) => new(AwsFaultKind.Refused, action, resource, $"{doing} was given up: {why}.", null);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How much a listing may be.</summary>
    /// <param name="Pages">Pages, also empty ones.</param>
    /// <param name="Items">Things that are listed.</param>
    /// <param name="Bytes">Bytes of all answers.</param>
    internal readonly record struct Bounds(int Pages, int Items, long Bytes);
}
