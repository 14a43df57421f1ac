using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Pods;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>What a pod of an older version left pending is finished as that version would have finished it: object by object, byte by byte.</summary>
public sealed class OlderPendingGroupTests
{
    public static TheoryData<string> Pending => [.. PendingGroupFixture.Names("first-0.1.0"), .. PendingGroupFixture.Names("third-format")];

    [Theory]
    [MemberData(nameof(Pending))]
    public async Task Complete_GroupThatAnOlderVersionLeftPending_GivesTheObjectsOfThatVersion(string name)
    {
        var fixture = PendingGroupFixture.Read(name);
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var lease = fixture.Restore(pod, shard);

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilAsync("the group is committed", () => pod.Table[shard].Checkpoint.Number is { } number && number >= fixture.Last));

        Assert.NotEmpty(fixture.Objects);
        Assert.Equal(fixture.Objects, fixture.ObjectsIn(pod.Store));
    }

    /// <summary>The rollout that brings the new version may bring another format too, and other cuts.</summary>
    [Theory]
    [MemberData(nameof(Pending))]
    public async Task Complete_UnderSettingsThatWriteRows_GivesTheObjectsOfThatVersionAndGoesOnInRows(string name)
    {
        var fixture = PendingGroupFixture.Read(name);
        var pod = TestPod.Create(settings => settings with
        {
            Source = settings.Source with { Schema = new TableSchema { Columns = [new SchemaColumn { Name = "id", Type = "int", Kind = ColumnKind.PartitionKey }] } },
            Destination = settings.Destination with
            {
                KeyTemplate = "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json",
                Format = ObjectFormat.Parquet,
                Record = RecordShape.Flat,
                Compression = ObjectCompression.Zstd,
                Rotation = settings.Destination.Rotation with { MaxRecords = 3 },
            },
        });
        var shard = pod.Source.AddShard("a");
        var lease = fixture.Restore(pod, shard);
        var next = pod.Source.AppendAt(shard, 1_000_000);

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, next));

        Assert.Equal(fixture.Objects, fixture.ObjectsIn(pod.Store));
        var later = pod.Store.Objects.Where(item => SequenceNumber.Parse(item.Metadata["group-last-sequence-number"]) > fixture.Last).ToList();
        Assert.NotEmpty(later);
        Assert.All(later, item => Assert.EndsWith(".parquet", item.Key, StringComparison.Ordinal));
    }

    /// <summary>The lease passes between pods of both versions while a rollout lasts: what is read must be written again as it was.</summary>
    [Theory]
    [MemberData(nameof(Pending))]
    public void TryRead_GroupOfAnOlderVersion_IsWrittenBackAsItWas(string name)
    {
        var fixture = PendingGroupFixture.Read(name);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(fixture.State), System.Text.Encoding.UTF8.GetString(fixture.Pending.ToBytes()));
    }
}
