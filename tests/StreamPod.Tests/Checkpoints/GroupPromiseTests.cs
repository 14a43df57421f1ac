using KeyspacesStreamer.StreamPod.Checkpoints;
using static KeyspacesStreamer.StreamPod.Tests.Batching.GroupSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Checkpoints;

public sealed class GroupPromiseTests
{
    [Fact]
    public void TryRead_OwnBytes_GivesTheSamePromise()
    {
        using var group = GroupOf(Layout with { MaxRecords = 1 }, Record(1), Record(2));
        var promise = GroupPromise.Of(group, Layout with { MaxRecords = 1 }) with { Collisions = [1] };

        var read = GroupPromise.TryRead(promise.ToBytes())!;

        Assert.Equal(promise.ToBytes(), read.ToBytes());
        Assert.Equal((promise.Layout, promise.First, promise.Last, 2, 2), (read.Layout, read.First, read.Last, read.Records, read.Objects));
        Assert.Equal([1], read.Collisions);
        Assert.Equal(group.Objects.Select(item => item.Key), read.Keys);
    }

    [Fact]
    public void Of_ManyObjects_NamesNone()
    {
        using var group = GroupOf(Layout with { MaxRecords = 1 }, [.. Enumerable.Range(1, 17).Select(position => Record(position))]);

        Assert.Empty(GroupPromise.Of(group, Layout).Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\u0002")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"version":9}""")]
    public void TryRead_BytesOfAnotherApplication_AreNotAPromise(string text) =>
        Assert.Null(GroupPromise.TryRead(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"version":2,"layout":{}}""", "format 2")]
    [InlineData("""{"version":1,"layout":{}}""", "cannot be read")]
    public void TryRead_NewerOrDamaged_SaysSo(string text, string expected)
    {
        var problem = Assert.Throws<FormatException>(() => GroupPromise.TryRead(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }
}
