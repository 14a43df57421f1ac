using k8s.Models;
using KeyspacesStreamer.Operator.Desired;

namespace KeyspacesStreamer.Operator.Tests.Desired;

/// <summary>An object is a stream's when that very stream controls it.</summary>
public sealed class OwnershipTests
{
    private static readonly V1ObjectMeta Own = ChildMetadata.Of(StreamSamples.Read("minimal"), "media-content-stream");

    [Fact]
    public void IsControlledBy_ItsStream_IsTrue() => Assert.True(Ownership.IsControlledBy(Own, StreamSamples.Read("minimal")));

    [Fact]
    public void IsControlledBy_EarlierStreamOfTheSameName_IsFalse()
    {
        var again = StreamSamples.Read("minimal");
        again.Metadata.Uid = "ffffffff-3d2f-4e6b-9a8c-7d6e5f4a3b2c";

        Assert.False(Ownership.IsControlledBy(Own, again));
    }

    [Fact]
    public void IsControlledBy_OwnedButNotControlled_IsFalse()
    {
        var live = ChildMetadata.Of(StreamSamples.Read("minimal"), "media-content-stream");
        live.OwnerReferences[0].Controller = null;

        Assert.False(Ownership.IsControlledBy(live, StreamSamples.Read("minimal")));
    }

    [Fact]
    public void IsControlledBy_NobodysObjectAndStreamWithoutUid_IsFalse()
    {
        var unborn = StreamSamples.Read("minimal");
        unborn.Metadata.Uid = null;

        Assert.False(Ownership.IsControlledBy(new V1ObjectMeta { Name = "media-content-stream" }, unborn));
    }

    [Fact]
    public void TextOf_Objects_NamesTheController()
    {
        Assert.Equal("KeyspacesCdcStream media-content (uid 0b5e7c1a-3d2f-4e6b-9a8c-7d6e5f4a3b2c)", Ownership.TextOf(Own));
        Assert.Equal("nobody", Ownership.TextOf(new V1ObjectMeta()));
    }
}
