using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>Second names of objects.</summary>
public sealed class KeyCollisionTests
{
    private const string Label = "2026-01-02T03:04:05.678";

    [Theory]
    [InlineData("2026-01-02/123.json", "2026-01-02/123-2d1c8372.json")]
    [InlineData("2026-01-02/123.json.gz", "2026-01-02/123-2d1c8372.json.gz")]
    [InlineData("123.gz", "123-2d1c8372.gz")]
    [InlineData("v1.2/123", "v1.2/123-2d1c8372")]
    [InlineData("a.b/.hidden", "a.b/.hidden-2d1c8372")]
    [InlineData("a.b/.gz", "a.b/.gz-2d1c8372")]
    public void KeyOf_AnyName_PutsTheHashBeforeTheEnding(string key, string expected) =>
        Assert.Equal(expected, KeyCollision.KeyOf(key, new ShardId("shard-7"), Label));

    [Fact]
    public void ShortHash_OtherShardOrStream_Differs()
    {
        var hash = KeyCollision.ShortHash(new ShardId("shard-7"), Label);

        Assert.NotEqual(hash, KeyCollision.ShortHash(new ShardId("shard-8"), Label));
        Assert.NotEqual(hash, KeyCollision.ShortHash(new ShardId("shard-7"), "2026-01-03T00:00:00.000"));
    }
}
