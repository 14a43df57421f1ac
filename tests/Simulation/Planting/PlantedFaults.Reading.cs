namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Pages and iterators.</content>
internal static partial class PlantedFaults
{
    private const string ShardReader = "Reading/ShardReader.cs";

    private static PlantedFault[] Reading =>
    [
        new()
        {
            Name = "expired-iterator-replaced-by-latest",
            What = "An iterator that expired is replaced by one at LATEST.",
            File = ShardReader,
            Find = "source.GetIteratorAsync(shardId, from, cancellationToken)",
            Replace = """source.GetIteratorAsync(shardId, Planted.Is("expired-iterator-replaced-by-latest") && _isOpened ? IteratorStart.Latest : from, cancellationToken)""",
        },
        new()
        {
            Name = "expired-iterator-replaced-by-oldest",
            What = "An iterator that expired is replaced by one at the oldest record, and what was taken before is not passed over.",
            File = ShardReader,
            Find = "if (from.Kind == IteratorStartKind.Latest && _isOpened)",
            Replace = """
                if (Planted.Is("expired-iterator-replaced-by-oldest") && _isOpened)
                {
                    (from, LastTaken) = (IteratorStart.TrimHorizon, null);
                }

                if (from.Kind == IteratorStartKind.Latest && _isOpened)
                """,
        },
        new()
        {
            Name = "record-lost-at-the-end-of-a-page",
            What = "The last record of a page is not taken over when there are others.",
            File = "Shards/AdmittedPage.cs",
            Find = "Next >= _page.Count;",
            Replace = """Next >= _page.Count - (Planted.Is("record-lost-at-the-end-of-a-page") && _page.Count > 1 ? 1 : 0);""",
        },
        new()
        {
            Name = "next-record-passed-over",
            What = "The record after the last one taken is passed over.",
            File = ShardReader,
            Find = "record.SequenceNumber <= last);",
            Replace = """(record.SequenceNumber <= last || (Planted.Is("next-record-passed-over") && Int128.Parse(record.SequenceNumber.Text) == Int128.Parse(last.Text) + 1)));""",
        },
        new()
        {
            Name = "taken-record-read-again",
            What = "A new iterator is at the last record taken, and that record is not passed over.",
            File = ShardReader,
            Find = "(LastTaken is { } last &&",
            Replace = """(LastTaken is { } last && (!Planted.Is("taken-record-read-again") || record.SequenceNumber != last) &&""",
            Also = new(ShardReader, "IteratorStart.After(last) : _start;", """(Planted.Is("taken-record-read-again") ? IteratorStart.At(last) : IteratorStart.After(last)) : _start;"""),
        },
        new()
        {
            Name = "latest-however-late",
            What = "LATEST is opened however long ago the stream's beginning was.",
            File = ShardReader,
            Find = "=> since is null ||",
            Replace = """=> Planted.Is("latest-however-late") || since is null ||""",
        },
        new()
        {
            Name = "latest-opened-again",
            What = "A lease that began at LATEST begins there again when it changes hands or starts again.",
            File = PendingGroupRecovery,
            Find = "&& current.OwnerSwitchesSinceCheckpoint <= 1 && ShardReader",
            Replace = """&& (Planted.Is("latest-opened-again") || current.OwnerSwitchesSinceCheckpoint <= 1) && ShardReader""",
            Also = new(ShardReader, "return from.Kind == IteratorStartKind.Latest && !IsLatestNow", """return from.Kind == IteratorStartKind.Latest && !Planted.Is("latest-opened-again") && !IsLatestNow"""),
        },
        new()
        {
            Name = "older-records-passed-over-for-good",
            What = "Each restart passes over what is older than itself, in a shard that was not committed yet.",
            File = ShardReader,
            Find = "start.Kind == IteratorStartKind.TrimHorizon ? latestSince : null;",
            Replace = """start.Kind == IteratorStartKind.TrimHorizon ? (Planted.Is("older-records-passed-over-for-good") && latestSince is not null ? clock.GetUtcNow() : latestSince) : null;""",
        },
        new()
        {
            Name = "page-dropped-while-a-group-is-put",
            What = "A page that comes while the open group is full and the last one is being put is dropped.",
            File = ShardLoop,
            Find = "if (committer.IsBusy || prefetcher.Halt is not null)",
            Replace = """
                if (committer.IsBusy && Planted.Is("page-dropped-while-a-group-is-put"))
                {
                    prefetcher.PutAway();
                    break;
                }

                if (committer.IsBusy || prefetcher.Halt is not null)
                """,
        },
        new()
        {
            Name = "disorder-passed-over",
            What = "A record that comes after a later one is passed over, as if it had been taken before.",
            File = "Reading/SessionOrder.cs",
            Find = "SequenceNumber.Compare(number, newest) <= 0)",
            Replace = """SequenceNumber.Compare(number, newest) <= 0 && !Planted.Is("disorder-passed-over"))""",
        },
        new()
        {
            Name = "large-page-asked-for-again",
            What = "A page that is too large is asked for again as it is.",
            File = "Shards/PageRequestSizer.cs",
            Find = "Math.Max(1, asked.MaxResults / 2);",
            Replace = """Math.Max(1, Planted.Is("large-page-asked-for-again") ? asked.MaxResults : asked.MaxResults / 2);""",
        },
    ];
}
