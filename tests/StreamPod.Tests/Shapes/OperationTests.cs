using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

public sealed class OperationTests
{
    [Theory]
    [InlineData("NewAndOldImages", "User", true, false, "INSERT")]
    [InlineData("NewAndOldImages", "User", true, true, "UPDATE")]
    [InlineData("NewAndOldImages", "User", false, true, "DELETE")]
    [InlineData("NewAndOldImages", "User", false, false, "CHANGE")]
    [InlineData("NewImage", "User", true, false, "UPSERT")]
    [InlineData("NewImage", "User", false, false, "DELETE")]
    [InlineData("OldImage", "User", false, true, "UPDATE_OR_DELETE")]
    [InlineData("OldImage", "User", false, false, "INSERT")]
    [InlineData("KeysOnly", "User", false, false, "CHANGE")]
    [InlineData("NewAndOldImages", "Replication", true, false, "REPLICATED_INSERT")]
    [InlineData("NewAndOldImages", "Replication", true, true, "REPLICATED_UPDATE")]
    [InlineData("NewAndOldImages", "Replication", false, true, "REPLICATED_DELETE")]
    [InlineData("NewImage", "Replication", true, false, "REPLICATED_UPSERT")]
    [InlineData("OldImage", "Replication", false, true, "REPLICATED_UPDATE_OR_DELETE")]
    [InlineData("KeysOnly", "Replication", false, false, "REPLICATED_CHANGE")]
    public void Of_ViewTypeOriginAndImages_NamesTheOperation(string viewType, string origin, bool hasNewImage, bool hasOldImage, string expected)
    {
        var operation = Operation.Of(Enum.Parse<StreamViewType>(viewType), Enum.Parse<RecordOrigin>(origin), hasNewImage, hasOldImage);

        Assert.Equal(expected, operation);
        Assert.True(operation.Length <= Operation.MaximumLength);
    }
}
