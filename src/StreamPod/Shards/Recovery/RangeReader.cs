using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>Reads exactly the records of a pending range again.</summary>
internal sealed class RangeReader(PodContext pod, ShardId shardId, PendingGroup pending, MemoryReservation room, PublishedSnapshot snapshot)
{
    private const int MostEmptyTips = 20;

    private readonly SequenceNumber _last = SequenceNumber.Parse(pending.Last);

    private int _emptyTips;

    /// <returns>False when a release was asked for meanwhile.</returns>
    /// <exception cref="ShardHaltedException">The stream does not give what was prepared.</exception>
    /// <exception cref="TrimmedDataException">Part of the range was trimmed.</exception>
    public async Task<bool> ReadIntoAsync(GroupBuilder builder, ShardRequests requests, CancellationToken cancellationToken)
    {
        var reader = new ShardReader(pod.Clock, pod.Source, shardId, IteratorStart.At(SequenceNumber.Parse(pending.First)), null);
        var pages = new ReservedPageReader(pod, shardId, reader, room, PodOperation.GetRecords);
        while (reader.LastTaken is not { } taken || taken < _last)
        {
            if (requests.IsReleaseAsked)
            {
                return false;
            }

            snapshot.Change(now => now with { LastTurn = pod.Clock.GetTimestamp() });
            using var page = await ReadPageAsync(pages, cancellationToken);
            var held = builder.HeldBytes;
            Append(page, reader, builder);
            room.TransferTo(builder.HeldBytes - held, stays: pod.PageSizes.RoomForOne);
            if (page.NextIterator is null || (page.Count > 0 && page[page.Count - 1].SequenceNumber > _last))
            {
                break;
            }

            if (page.Count == 0)
            {
                await PauseAsync(page.Position, cancellationToken);
            }
        }

        Require(builder, reader);
        return true;
    }

    /// <summary>An empty page behind the tip says nothing; at the tip the pending records should long be there.</summary>
    private async Task PauseAsync(PagePosition position, CancellationToken cancellationToken)
    {
        if (position != PagePosition.BehindTip && ++_emptyTips >= MostEmptyTips)
        {
            throw Broken("nothing more");
        }

        await Task.Delay(pod.Settings.Pod.IdlePollMin, pod.Clock, cancellationToken);
    }

    private async Task<ShardPage> ReadPageAsync(ReservedPageReader pages, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.ReadAsync(cancellationToken);
        }
        catch (ShardGoneException problem)
        {
            throw new TrimmedDataException($"Shard {shardId} is gone from the stream.", problem);
        }
    }

    private void Append(ShardPage page, ShardReader reader, GroupBuilder builder)
    {
        for (var index = 0; index < page.Count; index++)
        {
            var record = page[index];
            var number = record.SequenceNumber;
            if (number > _last)
            {
                return;
            }

            if (reader.IsPast(record))
            {
                pod.Events.RecordPassedOver(shardId, reader.WhyPast(record));
                continue;
            }

            if (!builder.TryAppend(record))
            {
                throw new InvalidOperationException("A group without limits refused a record.");
            }

            reader.Advance(number);
        }
    }

    private void Require(GroupBuilder builder, ShardReader reader)
    {
        if (reader.LastTaken != _last || (pending.IsCounted && builder.Records != pending.Records))
        {
            throw Broken($"{builder.Records} up to {reader.LastTaken?.Text ?? "nothing"}");
        }
    }

    private ShardHaltedException Broken(string found) => new(
        $"Shard {shardId}: the stream no longer gives what was prepared: {pending.Records} records from {pending.First} to {pending.Last} expected, {found} found.");
}
