using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Values;
using static KeyspacesStreamer.StreamPod.Tests.Groups.GroupSamples;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Tests.Groups;

/// <summary>Which object a record belongs to, from partition, count and bytes alone.</summary>
public sealed class ObjectPlannerTests
{
    private static readonly PartitionKeyPattern Today = NameOf(Record(1));
    private static readonly PartitionKeyPattern Tomorrow = NameOf(Record(1, hours: 13));

    private readonly ObjectPlanner _planner = new(maxRecords: 3, maxBytes: 100);

    [Fact]
    public void ObjectFor_RecordsReached_IsTheNextOne()
    {
        Assert.Equal([0, 0, 0, 1], Plan((Today, 1), (Today, 1), (Today, 1), (Today, 1)));
        Assert.False(_planner.HasCutByBytes);
    }

    [Fact]
    public void ObjectFor_BytesWouldBePassed_IsTheNextOneAndNoneBeforeItAgain()
    {
        Assert.Equal([0, 0, 1, 1], Plan((Today, 60), (Today, 40), (Today, 1), (Today, 99)));
        Assert.True(_planner.HasCutByBytes);
    }

    [Fact]
    public void ObjectFor_LargerThanAnObject_IsOneOfItsOwn() => Assert.Equal([0, 1, 2], Plan((Today, 1), (Today, 101), (Today, 1)));

    [Fact]
    public void ObjectFor_Partitions_AreCountedApart()
    {
        Assert.Equal([0, 1, 0, 1, 2], Plan((Today, 60), (Tomorrow, 60), (Today, 40), (Tomorrow, 40), (Today, 1)));
        Assert.Equal(3, _planner.Objects);
    }

    [Fact]
    public void ObjectFor_AskedAndNotAdded_ChangesNothing()
    {
        Plan((Today, 60));

        _planner.ObjectFor(Today, 60);
        _planner.ObjectFor(Tomorrow, 60);

        Assert.Equal((1, false), (_planner.Objects, _planner.HasCutByBytes));
        Assert.Equal([0, 1], Plan((Today, 40), (Today, 1)));
    }

    private static PartitionKeyPattern NameOf(StreamPod.Records.ChangeRecord record) =>
        ShardLayout.Of(Layout, Testing.Streams.StreamRecords.Stream, Shard, 0, new ValueForms(NullLogger.Instance)).Naming.PartitionOf(record);

    private int[] Plan(params (PartitionKeyPattern Partition, long Bytes)[] records) => [.. records.Select(record =>
    {
        var planned = _planner.ObjectFor(record.Partition, record.Bytes);
        _planner.Add(record.Partition, planned, record.Bytes);
        return planned.Position;
    })];
}
