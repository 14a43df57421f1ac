using System.Buffers;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Holds every effect on the services of one stream against the invariants. Shares no code with the pod but the names of its metadata.</summary>
internal sealed class Judge(SimulationLoop loop, Verdict verdict, StartBoundary start) : IWitness
{
    private readonly Dictionary<ShardId, ShardLedger> _shards = [];
    private readonly Dictionary<string, SealedObject> _standing = [];

    public IReadOnlyCollection<ShardLedger> Shards => _shards.Values;

    /// <summary>Whether hours pass in this run, after which a pod may take for lost what is only close to being so.</summary>
    public bool PassesHours { get; init; }

    public ShardLedger Of(ShardId shardId) => _shards[shardId];

    public void AddShard(ShardId shardId, IReadOnlyList<ShardId> parents)
    {
        var ledger = new ShardLedger(shardId, [.. parents.Select(Of)]);
        foreach (var parent in ledger.Parents)
        {
            parent.IsClosed = true;
            parent.Children.Add(ledger);
        }

        _shards.Add(shardId, ledger);
    }

    public void Appended(ShardId shardId, SequenceNumber number, DateTimeOffset createdAt, bool isUnreadable, bool isDropped = false, string? text = null) =>
        Of(shardId).Add(new LedgerRecord(number.Text, createdAt) { Text = text, IsUnreadable = isUnreadable, IsDropped = isDropped, IsBeforeStart = start.IsBefore(createdAt) });

    public void Created(string process, Lease lease)
    {
        var ledger = Of(lease.ShardId);
        Own(ledger, lease);
        ledger.OwnedSince = loop.Now;
        if (!start.IsSet)
        {
            LeaveOutTrimmed(ledger);
            foreach (var gone in _shards.Values.Where(shard => shard.IsRemoved))
            {
                LeaveOutTrimmed(gone);
            }
        }

        if (lease.Checkpoint.IsShardEnd && !start.IsLatest)
        {
            Say(Invariant.CheckpointBehindData, $"{process} made the lease of {Text(lease)} finished although it was never read.");
        }
    }

    public void Changed(string process, Lease before, Lease after)
    {
        var ledger = Of(before.ShardId);
        Own(ledger, after);
        ledger.Halt = after.HaltReason;
        ledger.OwnedSince = before.Owner == after.Owner ? ledger.OwnedSince : loop.Now;
        if (after.HaltReason is { } reason && before.HaltReason is null && !MayHalt && !ledger.IsTampered)
        {
            Say(Invariant.NoFalseAlarm, $"{process} halted {Text(before)} although nothing was removed and nothing is unreadable: {reason}");
        }

        if (after.Counter < before.Counter)
        {
            Say(Invariant.NothingMovesBack, $"{process} moved the counter of {Text(before)} back to {after.Counter}.");
        }

        var isCommit = before.Checkpoint != after.Checkpoint;
        if ((isCommit || before.PendingCheckpoint != after.PendingCheckpoint) && before.Owner != process)
        {
            Say(Invariant.OneOwner, $"{process} wrote {CallText.Of(after)} into the lease of {Text(before)}, which {before.Owner ?? "nobody"} owns.");
        }

        if (isCommit)
        {
            Commit(process, ledger, before, after);
        }
    }

    public void Deleted(string process, Lease lease)
    {
        if (!lease.Checkpoint.IsShardEnd)
        {
            Say(Invariant.ExactlyOnce, $"{process} deleted the lease of {Text(lease)}, which is not finished.");
        }
    }

    public void Seeded()
    {
        if (!start.TrySet(loop.Now))
        {
            return;
        }

        foreach (var ledger in _shards.Values)
        {
            foreach (var record in ledger.Records)
            {
                record.IsBeforeStart = start.IsBefore(record.CreatedAt) || (!start.IsLatest && record.IsBeforeStart);
            }

            LeaveOutTrimmed(ledger);
        }
    }

    public void Planted(ShardId shardId) => Of(shardId).IsTampered = true;

    /// <summary>Somebody wrote an owner into a lease past every guard.</summary>
    public void Forged(Lease lease)
    {
        Of(lease.ShardId).OwnedSince = loop.Now;
        Own(Of(lease.ShardId), lease);
    }

    /// <summary>The table holds what it held before: owners and counters of the time since then never were.</summary>
    public void SetBack(IEnumerable<Lease> leases)
    {
        foreach (var ledger in _shards.Values)
        {
            ledger.Owners.Clear();
            (ledger.Halt, ledger.OwnedSince) = (null, loop.Now);
        }

        foreach (var lease in leases)
        {
            Own(Of(lease.ShardId), lease);
            Of(lease.ShardId).Halt = lease.HaltReason;
        }
    }

    public void Put(string process, SealedObject content, bool isCreated)
    {
        if (!isCreated)
        {
            CompareWithStanding(process, content);
            return;
        }

        _standing.TryAdd(content.Key, content);
        if (content.Key.Contains("/_schema/", StringComparison.Ordinal))
        {
            return;
        }

        var shardId = new ShardId(content.Metadata[ObjectMetadata.ShardId]);
        if (content.Key.Contains("_gaps/", StringComparison.Ordinal))
        {
            Of(shardId).Gaps++;
            return;
        }

        Stand(process, content, Of(shardId));
    }

    /// <summary>What the service had dropped before the stream was first looked at was never promised.</summary>
    private static void LeaveOutTrimmed(ShardLedger ledger)
    {
        foreach (var record in ledger.Records.Where(record => record.IsTrimmed))
        {
            record.IsBeforeStart = true;
        }
    }

    private void Stand(string process, SealedObject content, ShardLedger ledger)
    {
        if (!ledger.Promised.Contains(content.Metadata[ObjectMetadata.GroupLastSequenceNumber]))
        {
            Say(Invariant.PrepareFirst, $"{process} put {content.Key} of {ShardText.Of(ledger.ShardId)}, whose lease never promised a range up to {ShardText.Short(content.Metadata[ObjectMetadata.GroupLastSequenceNumber])}.");
        }

        var missing = ledger.FirstMissing(Checkpoint.Parse(content.Metadata[ObjectMetadata.PreviousSequenceNumber]));
        if (missing is not null)
        {
            Say(Invariant.Order, $"{process} put {content.Key} before record {ShardText.Short(missing.Number)} of {ShardText.Of(ledger.ShardId)} stood anywhere.");
        }

        foreach (var parent in ledger.Parents.Where(parent => !parent.IsDone && !parent.IsLossReported))
        {
            Say(Invariant.Order, $"{process} put {content.Key} of {ShardText.Of(ledger.ShardId)} while its parent {ShardText.Of(parent.ShardId)} was not finished.");
        }

        string? last = null;
        foreach (var (number, text) in StoredRecords.Of(content))
        {
            if (last is not null && string.CompareOrdinal(last, number) >= 0)
            {
                Say(Invariant.Order, $"{process} put {content.Key}, where {ShardText.Short(number)} follows {ShardText.Short(last)}.");
            }

            last = number;
            Stand(process, content.Key, ledger, number);
            if (ledger.Find(number) is { Text: { } whole } && !text.Contains(whole, StringComparison.Ordinal))
            {
                Say(Invariant.WholeRecord, $"{process} put record {ShardText.Short(number)} of {ShardText.Of(ledger.ShardId)} into {content.Key} without its text.");
            }
        }
    }

    private void Stand(string process, string key, ShardLedger ledger, string number)
    {
        if (ledger.Find(number) is not { } record)
        {
            Say(Invariant.ExactlyOnce, $"{process} put {key} with record {ShardText.Short(number)}, which {ShardText.Of(ledger.ShardId)} never had.");
        }
        else if (record.Key is { } earlier)
        {
            Say(Invariant.ExactlyOnce, $"{process} put record {ShardText.Short(number)} of {ShardText.Of(ledger.ShardId)} into {key}; it is in {earlier} already.");
        }
        else
        {
            record.Key = key;
            if (record.IsDropped)
            {
                Say(Invariant.ExactlyOnce, $"{process} put record {ShardText.Short(number)} of {ShardText.Of(ledger.ShardId)}, which the transform drops, into {key}.");
            }
        }
    }

    private void CompareWithStanding(string process, SealedObject content)
    {
        // Two pods may find the same gap for different reasons; the first report stands.
        if (_standing.TryGetValue(content.Key, out var standing)
            && content.Metadata.ContainsKey(ObjectMetadata.FirstSequenceNumber)
            && ObjectIdentity.IsSame(standing, content)
            && !(ObjectIdentity.IsAllSame(standing, content) && standing.Content.ToArray().AsSpan().SequenceEqual(content.Content.ToArray())))
        {
            Say(Invariant.SameBytes, $"{process} wanted to put {content.Key} with other bytes or metadata than what is there for the same range.");
        }
    }

    private void Own(ShardLedger ledger, Lease lease)
    {
        if (lease.PendingCheckpoint is { } promised)
        {
            ledger.Promised.Add(promised.Text);
        }

        if (lease.Owner is { } owner && !ledger.Owners.TryAdd(lease.Counter, owner) && ledger.Owners[lease.Counter] != owner)
        {
            Say(Invariant.OneOwner, $"Counter {lease.Counter} of {Text(lease)} had owner {ledger.Owners[lease.Counter]} and has {owner} now.");
        }
    }

    private void Commit(string process, ShardLedger ledger, Lease before, Lease after)
    {
        if (before.Checkpoint.IsShardEnd
            || (before.Checkpoint.Number is { } from && (after.Checkpoint.Number is { } to ? to < from : !after.Checkpoint.IsShardEnd)))
        {
            Say(Invariant.NothingMovesBack, $"{process} moved the checkpoint of {Text(before)} from {ShardText.Short(before.Checkpoint.Text)} to {ShardText.Short(after.Checkpoint.Text)}.");
        }

        if (ledger.FirstMissing(after.Checkpoint) is { } missing)
        {
            Say(
                missing.IsTrimmed ? Invariant.TrimmedIsReported : Invariant.CheckpointBehindData,
                $"{process} committed {Text(before)} to {ShardText.Short(after.Checkpoint.Text)}, but record {ShardText.Short(missing.Number)} is nowhere.");
        }

        if (after.Checkpoint.IsShardEnd && !ledger.IsClosed)
        {
            Say(Invariant.CheckpointBehindData, $"{process} finished {Text(before)}, which is open.");
        }
    }

    private bool MayHalt => PassesHours || _shards.Values.Any(shard => shard.IsRemoved || shard.Records.Any(record => record.IsTrimmed || record.IsUnreadable));

    private void Say(Invariant invariant, string message) => verdict.Break(invariant, message);

    private static string Text(Lease lease) => ShardText.Of(lease.ShardId);
}
