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

    /// <summary>The lease passes between pods of both versions while a rollout lasts: what is read must be written again as it was.</summary>
    [Theory]
    [MemberData(nameof(Pending))]
    public void TryRead_GroupOfAnOlderVersion_IsWrittenBackAsItWas(string name)
    {
        var fixture = PendingGroupFixture.Read(name);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(fixture.State), System.Text.Encoding.UTF8.GetString(fixture.Pending.ToBytes()));
    }
}
