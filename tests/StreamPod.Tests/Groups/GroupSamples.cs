using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Values;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Groups;

/// <summary>Layouts, cuts and groups as tests begin with them.</summary>
internal static class GroupSamples
{
    public static readonly ShardId Shard = StreamRecords.Shard("a");

    public static ObjectLayout Layout { get; } = ObjectLayout.Of(TestPod.Settings);

    public static GroupLimits Limits(int records = int.MaxValue, long bytes = long.MaxValue, int objects = int.MaxValue) =>
        new() { Records = records, Bytes = bytes, Objects = objects };

    public static GroupBuilder Builder(ObjectLayout layout, GroupLimits limits, MemoryBudget? budget = null) =>
        new(layout, limits, ShardLayout.Of(layout, StreamRecords.Stream, Shard, 0, new ValueForms(NullLogger.Instance)), budget ?? new MemoryBudget(long.MaxValue / 4));

    /// <summary>A record that many hours after noon.</summary>
    public static ChangeRecord Record(int position, int textLength = 8, double hours = 0) =>
        StreamRecords.Of(position, LeaseSamples.Noon.AddHours(hours), textLength);

    public static Group GroupOf(ObjectLayout layout, params ChangeRecord[] records)
    {
        var builder = Builder(layout, GroupLimits.Unlimited);
        foreach (var record in records)
        {
            Assert.True(builder.TryAppend(record));
        }

        return builder.Close(CloseReason.Age);
    }

    /// <summary>Everything that is in the store of a group: keys, ranges, counts and bytes.</summary>
    public static IReadOnlyList<string> Text(Group group) =>
        [.. group.Objects.Select(item => $"{item.Key} {item.First}-{item.Last} {item.Records} {Convert.ToHexString(item.Content.AsSequence().ToArray())}")];
}
