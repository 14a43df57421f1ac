using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>
/// The iterator of one shard. An iterator that expired is replaced by one after the last record taken over, so nothing is skipped;
/// one that began at LATEST and took nothing yet, or came too late for it, is replaced by the oldest record left, with older records passed
/// over by their time.
/// </summary>
internal sealed class ShardReader(TimeProvider clock, IStreamSource source, ShardId shardId, IteratorStart start, DateTimeOffset? latestSince)
{
    private static readonly TimeSpan LatestTolerance = TimeSpan.FromSeconds(5);

    private readonly PageDamage _damage = new(shardId);
    private readonly SessionOrder _order = new(shardId);
    private IteratorStart _start = start;
    private DateTimeOffset _seenAt = clock.GetUtcNow();
    private string? _iterator;
    private bool _isOpened;
    private bool _isResumed;

    /// <summary>Last record taken over, or the number reading began after.</summary>
    public SequenceNumber? LastTaken { get; private set; } =
        start.Kind == IteratorStartKind.AfterSequenceNumber ? start.Number : null;

    /// <summary>Records created before this moment are not part of the stream, when set.</summary>
    public DateTimeOffset? SkipBefore { get; private set; } =
        start.Kind == IteratorStartKind.TrimHorizon ? latestSince : null;

    /// <summary>Whether the stream's beginning at LATEST is so close that an iterator there passes over nothing that was made since.</summary>
    public static bool IsLatestNow(DateTimeOffset? since, DateTimeOffset now) => since is null || (now - since.Value).Duration() < LatestTolerance;

    /// <summary>One call of GetRecords, with a new iterator where needed. The page must be consumed before the next call.</summary>
    /// <exception cref="PageTooLargeException">The page has more bytes than were asked for; the next call may ask for fewer records.</exception>
    /// <exception cref="DamagedPageException">The page came damaged; the same call reads it again.</exception>
    /// <exception cref="ShardHaltedException">The page came damaged in the same way too often, or breaks the order of its session.</exception>
    public async Task<ShardPage> ReadAsync(PageRequest ask, CancellationToken cancellationToken)
    {
        for (var reopened = false; ; reopened = true)
        {
            var iterator = _iterator ??= await OpenAsync(cancellationToken);
            try
            {
                // The answer of a call may be taken in long after it was given.
                var askedAt = clock.GetUtcNow();
                var page = _order.Accept(_damage.Accept(await source.GetRecordsAsync(iterator, ask, cancellationToken)), LastTaken);
                (_iterator, _seenAt) = (page.NextIterator, askedAt);
                return page;
            }
            catch (DamagedPageException problem) when (_damage.IsHopeless(problem))
            {
                throw _damage.Halt(LastTaken, problem);
            }
            catch (ExpiredIteratorException problem)
            {
                _iterator = null;
                if (reopened)
                {
                    // As soon as it was opened: the service is not itself, which passes.
                    throw new IOException($"A new iterator of {shardId} expired at once.", problem);
                }
            }
        }
    }

    /// <summary>Whether the record was taken over before, in an earlier session, or is older than the stream's beginning.</summary>
    public bool IsPast(in ChangeRecord record) =>
        (SkipBefore is { } moment && record.CreatedAt < moment)
        || (LastTaken is { } last && record.SequenceNumber <= last);

    /// <summary>Why a record that is past is passed over, as a word.</summary>
    public string WhyPast(in ChangeRecord record) => LastTaken is { } last && record.SequenceNumber <= last ? "taken_before" : "before_start";

    /// <summary>Moves the place behind this record.</summary>
    public void Advance(SequenceNumber number)
    {
        LastTaken = number;
        SkipBefore = null;
        _isResumed = false;
    }

    /// <summary>Says since when nothing that was made can be missing at the place where reading begins; it is measured from there whether too much time passes before it is opened.</summary>
    public void KnowCoveredSince(DateTimeOffset moment) => _seenAt = moment;

    /// <summary>Goes on at the oldest record left, after the wanted position was trimmed; records taken before are still passed over.</summary>
    /// <param name="coveredSince">As for <see cref="KnowCoveredSince"/>.</param>
    public void ResumeAtTrimHorizon(DateTimeOffset coveredSince)
    {
        _start = IteratorStart.TrimHorizon;
        (_iterator, _seenAt) = (null, coveredSince);
        _isResumed = true;
    }

    private async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        var from = LastTaken is { } last && !_isResumed ? IteratorStart.After(last) : _start;
        if (from.Kind == IteratorStartKind.Latest && _isOpened)
        {
            from = _start = IteratorStart.TrimHorizon;
            SkipBefore = latestSince;
        }

        if (from.Kind == IteratorStartKind.TrimHorizon && StreamRetention.MayBeOver(_seenAt, clock.GetUtcNow()))
        {
            // At TRIM_HORIZON the service does not tell what it removed since the last page.
            throw new TrimmedDataException($"Nothing of {shardId} was read since {_seenAt:O}, and it begins at the oldest record left.");
        }

        var iterator = await source.GetIteratorAsync(shardId, from, cancellationToken);
        _isOpened = true;
        _order.Begin();
        return from.Kind == IteratorStartKind.Latest && !IsLatestNow(latestSince, clock.GetUtcNow()) ? await OpenAsync(cancellationToken) : iterator;
    }
}
