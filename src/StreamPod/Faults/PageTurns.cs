namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>The pages of one listing so far: a service that names an earlier page as the next, or ever another one, would be read for ever.</summary>
/// <param name="listing">What is listed, for the message: <c>the shards of arn:…</c>.</param>
/// <param name="max">How many pages there may be.</param>
internal sealed class PageTurns(string listing, int max = PageTurns.Most)
{
    /// <summary>A page of shards has up to 100, one of leases up to 1 MB: more than a million shards, or several gigabytes of leases.</summary>
    public const int Most = 10_000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <param name="next">What names the next page; null or empty after the last one.</param>
    /// <returns>Whether there is a next page.</returns>
    /// <exception cref="IOException">It was there before, or there is no end to it; the listing begins again.</exception>
    public bool Turn(string? next)
    {
        if (string.IsNullOrEmpty(next))
        {
            return false;
        }

        if (!_seen.Add(next))
        {
            throw new IOException($"The answers that list {listing} go in a circle: a page names itself or an earlier one as the next.");
        }

        return _seen.Count < max ? true : throw new IOException($"The answers that list {listing} have no end: there are more than {max} pages.");
    }
}
