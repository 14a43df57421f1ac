using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>An object is a stream's when that very stream controls it.</summary>
public sealed class OwnershipTests
{
    private static readonly V1ObjectMeta Own = OwnedResourceMetadata.Of(StreamSamples.Read("minimal"), "media-content-stream");

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
        var live = OwnedResourceMetadata.Of(StreamSamples.Read("minimal"), "media-content-stream");
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
    public void IsOrphanOf_ControlledByAnEarlierStreamOfTheName_IsTrue()
    {
        var again = StreamSamples.Read("minimal");
        again.Metadata.Uid = "ffffffff-3d2f-4e6b-9a8c-7d6e5f4a3b2c";

        Assert.True(Ownership.IsOrphanOf(Own, again));
        Assert.False(Ownership.IsOrphanOf(Own, StreamSamples.Read("minimal")));
    }

    [Theory]
    [InlineData("Deployment", "keyspaces-streamer.dev/v1alpha1", "media-content")]
    [InlineData("KeyspacesCdcStream", "other.example/v1", "media-content")]
    [InlineData("KeyspacesCdcStream", "keyspaces-streamer.dev/v1alpha1", "other")]
    public void IsOrphanOf_ControlledBySomethingElse_IsFalse(string kind, string apiVersion, string name)
    {
        var live = OwnedResourceMetadata.Of(StreamSamples.Read("minimal"), "media-content-stream");
        (live.OwnerReferences[0].Kind, live.OwnerReferences[0].ApiVersion, live.OwnerReferences[0].Name, live.OwnerReferences[0].Uid) = (kind, apiVersion, name, "another");

        Assert.False(Ownership.IsOrphanOf(live, StreamSamples.Read("minimal")));
    }

    [Fact]
    public void TextOf_Objects_NamesTheController()
    {
        Assert.Equal("KeyspacesCdcStream media-content (uid 0b5e7c1a-3d2f-4e6b-9a8c-7d6e5f4a3b2c)", Ownership.TextOf(Own));
        Assert.Equal("nobody", Ownership.TextOf(new V1ObjectMeta()));
    }
}
