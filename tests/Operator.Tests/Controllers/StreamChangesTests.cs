using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.Watching;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Controllers;

public sealed class StreamChangesTests
{
    private static readonly Dictionary<string, Action<KeyspacesCdcStream>> Reasons = new()
    {
        ["recreated"] = stream => stream.Metadata.Uid = "uid-later",
        ["spec"] = stream => stream.Metadata.Generation = 2,
        ["deletion"] = stream => stream.Metadata.DeletionTimestamp = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        ["finalizers"] = stream => stream.Metadata.Finalizers = [StreamApi.Finalizer],
        ["annotations"] = stream => stream.Metadata.Annotations = new Dictionary<string, string> { ["a"] = "b" },
        ["labels"] = stream => stream.Metadata.Labels = new Dictionary<string, string> { ["a"] = "b" },
    };

    public static TheoryData<string> ReasonNames => [.. Reasons.Keys];

    [Theory]
    [MemberData(nameof(ReasonNames))]
    public void IsReason_MoreThanTheStatus_IsOne(string reason)
    {
        var after = SomeStream.Named("content", condition: "True");
        Reasons[reason](after);

        Assert.True(StreamChanges.IsReason(ChangeOf(SomeStream.Named("content"), after)));
    }

    [Fact]
    public void IsReason_StatusAndVersionAlone_IsNone()
    {
        var (before, after) = (SomeStream.Named("content"), SomeStream.Named("content", condition: "False"));
        after.Metadata.ResourceVersion = "12";
        after.Metadata.Finalizers = [];
        after.Metadata.ManagedFields = [new V1ManagedFieldsEntry()];

        Assert.False(StreamChanges.IsReason(ChangeOf(before, after)));
    }

    [Fact]
    public void IsReason_NewOrGone_IsOne()
    {
        Assert.True(StreamChanges.IsReason(ChangeOf(null, SomeStream.Named("content"))));
        Assert.True(StreamChanges.IsReason(ChangeOf(SomeStream.Named("content"), null)));
    }

    [Fact]
    public void Neighbours_OfOneThatLeavesItsTableForAnother_AreThoseOfBoth()
    {
        var view = Holding(SomeStream.Named("a", "old"), SomeStream.Named("b", "new"), SomeStream.Named("c", "third"), SomeStream.Named("x", "new"));

        var neighbours = StreamChanges.Neighbours(ChangeOf(SomeStream.Named("x", "old"), SomeStream.Named("x", "new")), view);

        Assert.Equal(["a", "b"], neighbours.Select(key => key.Name).Order());
    }

    [Fact]
    public void Neighbours_DefaultNameAndTheSameWritten_AreEqual()
    {
        var view = Holding(SomeStream.Named("b", "keyspaces-streamer-media-a"));

        Assert.Equal([SomeStream.KeyOf("b")], StreamChanges.Neighbours(ChangeOf(SomeStream.Named("a"), null), view));
    }

    [Fact]
    public void Neighbours_OfANewStream_AreNone()
    {
        var view = Holding(SomeStream.Named("a", "shared"), SomeStream.Named("b", "shared"));

        Assert.Empty(StreamChanges.Neighbours(ChangeOf(null, SomeStream.Named("b", "shared")), view));
    }

    private static ResourceChange<KeyspacesCdcStream> ChangeOf(KeyspacesCdcStream? before, KeyspacesCdcStream? after) =>
        new(SomeStream.KeyOf((after ?? before)!.Metadata.Name), before, after); // one of the two is there

    private static ResourceCache<KeyspacesCdcStream> Holding(params KeyspacesCdcStream[] streams)
    {
        var cache = new ResourceCache<KeyspacesCdcStream>(StreamTerms.OfStream);
        cache.Replace(streams);
        return cache;
    }
}
