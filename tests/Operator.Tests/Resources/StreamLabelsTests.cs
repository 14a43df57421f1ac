using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>The labels by which objects are found, and which may never change for those that exist.</summary>
public sealed class StreamLabelsTests
{
    [Fact]
    public void SelectorOf_Stream_IsThatOfTheDeployments() =>
        Assert.Equal("app.kubernetes.io/component=stream,app.kubernetes.io/name=keyspaces-streamer,keyspaces-streamer.dev/stream=media", StreamLabels.SelectorOf("media"));

    [Fact]
    public void Of_Stream_AddsWhoManagesIt()
    {
        var labels = StreamLabels.Of("media");

        Assert.Equal(4, labels.Count);
        Assert.Equal(StreamLabels.Managed, $"app.kubernetes.io/managed-by={labels["app.kubernetes.io/managed-by"]}");
    }

    [Fact]
    public void StreamOf_LabelsOfAStream_IsItsName() => Assert.Equal("media", StreamLabels.StreamOf(StreamLabels.Of("media")));

    [Fact]
    public void StreamOf_OtherLabels_IsNull()
    {
        Assert.Null(StreamLabels.StreamOf(null));
        Assert.Null(StreamLabels.StreamOf(new Dictionary<string, string> { ["app"] = "media" }));
    }
}
