using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>
/// Decides from stream, table and bucket what each lease must say. A checkpoint never passes the last object of a complete group, and
/// what cannot be known is a problem for a person, not a guess.
/// </summary>
internal sealed class RebuildPlanner(TableStream stream, ObjectLayout layout, StartFrom startFrom, RebuildOptions options, DateTimeOffset now)
{
    private readonly List<string> _problems = [];
    private readonly string _layoutHash = layout.Hash();

    public RebuildPlan Plan(RebuildFindings findings, IReadOnlySet<ShardId> kept)
    {
        var safety = new ShardSafety(findings, kept, stream.CreatedAt, options, now);
        var rows = findings.Shards.Values.OrderBy(shard => shard.ShardId).Select(shard => Decide(shard, findings, safety)).ToList();
        return new RebuildPlan
        {
            StreamArn = stream.Arn,
            Rows = rows,
            Violations = findings.Violations,
            AcceptsBreaks = options.AcceptsBreaks,
            Problems = [.. _problems],
            OtherLabels = findings.OtherLabels,
        };
    }

    private RebuildRow Decide(ShardFinding shard, RebuildFindings findings, ShardSafety safety)
    {
        var row = RowOf(shard);
        return shard switch
        {
            { Listing: null, Lease: null } => row with { Note = "gone from the stream; it needs no lease" },
            { IsFinished: true } => Finish(shard, row, findings, safety),
            { Chain: null, Lease: null } => Begin(shard, row, findings, safety),
            { Chain: null, Lease: { } lease } => row with { Note = lease.Checkpoint.Number is null ? null : "the bucket holds no object of it" },
            { Lease: { } lease } => Compare(shard, lease, row, safety),
            _ => Write(shard, row, RebuildAction.Create, PlaceOf(shard), safety),
        };
    }

    private static RebuildRow RowOf(ShardFinding shard) => new()
    {
        ShardId = shard.ShardId.Value,
        Table = shard.Lease?.Checkpoint.Text,
        Bucket = shard.Tail?.Text,
        Begun = shard.Begun?.Last.Text,
        Groups = shard.Chain?.Groups.Count ?? 0,
        Records = shard.Chain?.Groups.Sum(group => group.Records) ?? 0,
        Seen = shard.Lease,
    };

    private RebuildRow Finish(ShardFinding shard, RebuildRow row, RebuildFindings findings, ShardSafety safety)
    {
        if (shard.Begun is { } begun && !options.AcceptsBreaks)
        {
            _problems.Add(
                $"{shard.ShardId} is finished ({(shard.ReadHeir is { } heir ? $"{heir} continues it and was read" : "so says its lease")}), but its last group up to {begun.Last} lacks parts. "
                + "Restore those objects, or add --accept-breaks.");
        }

        if (shard.Lease is { Checkpoint.IsShardEnd: true })
        {
            return row;
        }

        var children = findings.Shards.Values.Where(other => other.Listing?.Parents.Contains(shard.ShardId) == true).Select(other => other.ShardId).ToList();
        return Written(shard, row, shard.Lease is null ? RebuildAction.Create : RebuildAction.Finish, Checkpoint.ShardEnd, null, children, safety) with
        {
            Note = $"{shard.ReadHeir} continues it and was read",
        };
    }

    /// <summary>A shard of which there is no trace: it had nothing, or was not read yet.</summary>
    private RebuildRow Begin(ShardFinding shard, RebuildRow row, RebuildFindings findings, ShardSafety safety)
    {
        if (startFrom == StartFrom.Latest && !shard.Parents.Any(parent => findings.Shards.GetValueOrDefault(parent) is { Chain: not null }))
        {
            if (options.LatestSince is not { } since)
            {
                _problems.Add($"{shard.ShardId} has neither lease nor object, and the stream begins at LATEST: only a person can say when that was. Add --latest-since TIME, best the creationTimestamp of the resource.");
                return row;
            }

            if (!StreamRetention.MayBeOver(since, now))
            {
                return Written(shard, row, RebuildAction.Create, Checkpoint.Latest, null, [], safety);
            }
        }

        if (!safety.IsSafe(shard) && !options.AcceptsTrimmed)
        {
            _problems.Add($"{shard.ShardId} has neither lease nor object: whether it had nothing, or the stream has removed what it had, cannot be told. {Vouching}");
        }

        return Written(shard, row, RebuildAction.Create, Checkpoint.TrimHorizon, null, [], safety);
    }

    private RebuildRow Compare(ShardFinding shard, Lease lease, RebuildRow row, ShardSafety safety)
    {
        var place = PlaceOf(shard);
        if (lease.Checkpoint.Number is { } known && (place.Number is not { } reached || known > reached))
        {
            return options.SetsBack
                ? Write(shard, row, RebuildAction.SetBack, place, safety)
                : row with { Note = $"the table is ahead: objects after {place} are gone; --set-back lets them be read again" };
        }

        if (lease.Checkpoint == place && IsPendingRight(shard, lease, place))
        {
            return row;
        }

        if (lease.Checkpoint.Number is { } within && shard.Chain?.IsBoundary(within.Text) == false && !options.AcceptsBreaks)
        {
            _problems.Add(
                $"{shard.ShardId} is committed up to {within} in the table, where no group of the bucket ends: this table is no earlier state of what wrote the bucket. "
                + "Is it another installation's? If not, empty the table, and rebuild it.");
        }

        return Write(shard, row, RebuildAction.Forward, place, safety);
    }

    /// <summary>Whether the pending group in the table is the one that the pods go on with: of the group that was begun, or of one that has no object yet.</summary>
    private static bool IsPendingRight(ShardFinding shard, Lease lease, Checkpoint place)
    {
        var promised = lease.PendingState is null ? null : lease.PendingCheckpoint?.Number;
        return shard.Begun is { } begun
            ? promised == begun.Last
            : promised is not { } last || place.Number is not { } reached || last > reached;
    }

    private RebuildRow Write(ShardFinding shard, RebuildRow row, RebuildAction action, Checkpoint place, ShardSafety safety)
    {
        var pending = shard.Begun is { } begun ? PendingOf(shard, begun) : null;
        if (!safety.IsSafe(shard) && !options.AcceptsTrimmed)
        {
            _problems.Add(
                shard.Begun is { } lacking
                    ? $"{shard.ShardId}: the group from {lacking.First} to {lacking.Last} was begun and lacks parts, and the stream does not keep its records any more: what is missing there is lost. "
                    + "Add --accept-trimmed, and the pods do what source.onTrimmedData says."
                    : $"{shard.ShardId}: the stream does not keep what follows {place} any more. If changes were made there that nobody read, they are lost. {Vouching}");
        }

        return Written(shard, row, action, place, pending, [], safety);
    }

    private static string Vouching =>
        "If all pods had read to the tip at a moment less than a day ago, add --caught-up-at TIME; else add --accept-trimmed, and the pods do what source.onTrimmedData says.";

    private PendingGroup? PendingOf(ShardFinding shard, ChainGroup begun)
    {
        if (begun.Objects.FirstOrDefault(item => item.SettingsHash != _layoutHash) is { } other)
        {
            _problems.Add(
                $"{shard.ShardId}: the group from {begun.First} to {begun.Last} was begun under other settings (settings-hash {other.SettingsHash ?? "missing"} of {other.Key}, these give {_layoutHash}), "
                + "and only those can complete it. Rebuild with the settings as they were then.");
            return null;
        }

        if (!ExistingObject.TryReadMeasure(begun.Objects[0].CutBy, out var cutBy))
        {
            _problems.Add($"{shard.ShardId}: the group from {begun.First} to {begun.Last} was begun by a newer version of this program (cut-by {begun.Objects[0].CutBy} of {begun.Objects[0].Key}). Rebuild with that version.");
            return null;
        }

        return PendingGroup.Completing(layout, begun.First.Text, begun.Last.Text, cutBy);
    }

    private static Checkpoint PlaceOf(ShardFinding shard) =>
        shard.Begun?.Previous ?? (shard.Tail is { } tail ? Checkpoint.At(tail) : throw new InvalidOperationException($"{shard.ShardId} has no object."));

    private RebuildRow Written(
        ShardFinding shard, RebuildRow row, RebuildAction action, Checkpoint checkpoint, PendingGroup? pending, IReadOnlyList<ShardId> children, ShardSafety safety)
    {
        var change = ChangeTo(shard, checkpoint, pending, children);
        var seen = shard.Lease ?? Blank(shard, checkpoint, safety.IsSafe(shard));
        return row with
        {
            Action = action,
            Written = checkpoint.Text,
            Pending = pending?.Last,
            Change = change,
            Target = change.ApplyTo(seen),
        };
    }

    private Lease Blank(ShardFinding shard, Checkpoint checkpoint, bool isSafe) => new()
    {
        ShardId = shard.ShardId,
        Checkpoint = checkpoint,
        LatestSince = checkpoint.IsLatest ? options.LatestSince ?? now : null,
        PromisedSince = checkpoint.IsLatest ? options.LatestSince ?? now : isSafe ? now : StreamRetention.LongBefore(now),
    };

    /// <summary>The counter moves and the owner goes, so that a pod which still believes to hold the lease loses it.</summary>
    private LeaseChange ChangeTo(ShardFinding shard, Checkpoint checkpoint, PendingGroup? pending, IReadOnlyList<ShardId> children)
    {
        var objects = shard.Chain?.Groups.Sum(group => (long)group.Objects.Count) ?? 0;
        var records = shard.Chain?.Groups.Sum(group => group.Records) ?? 0;
        return new LeaseChange
        {
            Owner = Change<string>.To(null),
            CounterStep = 1,
            Checkpoint = checkpoint,
            ResetsOwnerSwitches = true,
            PendingCheckpoint = Change<string>.To(pending?.Last),
            PendingState = Change<byte[]>.To(pending?.ToBytes()),
            ChainTail = Change<string>.To(ChainTailOf(shard)),
            CaughtUpAt = shard.Begun is null && options.CaughtUpAt is { } moment && !(shard.Lease?.CaughtUpAt > moment) ? moment : null,
            HandoffTo = Change<string>.To(null),
            HaltReason = Change<string>.To(null),
            Children = children,
            Parents = shard.Parents,
            StreamArn = stream.Arn,
            RecordsStep = Math.Max(0, records - (shard.Lease?.Records ?? 0)),
            ObjectsStep = Math.Max(0, objects - (shard.Lease?.Objects ?? 0)),
            LastCommitAt = checkpoint.IsShardEnd ? now : null,
        };
    }

    private static string? ChainTailOf(ShardFinding shard) => shard switch
    {
        { Chain: null } => shard.Lease?.ChainTail,
        { Begun: { } begun, IsFinished: false } => begun.Previous.Number?.Text,
        _ => shard.Chain.Groups[^1].Last.Text,
    };
}
