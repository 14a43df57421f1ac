using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>What a change did to its row, or to the static columns of its partition, derived from the stream's view type and the images: the service does not say it.</summary>
/// <remarks>
/// A record of origin TTL is no exception: a time to live belongs to a cell or a row, so the record of one that ran out may carry a new image.
/// https://docs.aws.amazon.com/keyspaces/latest/devguide/TTL.html
/// </remarks>
internal static class Operation
{
    /// <summary>The longest name is <c>REPLICATED_UPDATE_OR_DELETE</c>.</summary>
    public const int MaximumLength = 27;

    public static string Of(StreamViewType viewType, RecordOrigin origin, bool hasNewImage, bool hasOldImage) => origin switch
    {
        RecordOrigin.User => ByImages(viewType, hasNewImage, hasOldImage),
        RecordOrigin.Replication => Replicated(ByImages(viewType, hasNewImage, hasOldImage)),
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, null),
    };

    private static string ByImages(StreamViewType viewType, bool hasNewImage, bool hasOldImage) => viewType switch
    {
        StreamViewType.NewAndOldImages => (hasNewImage, hasOldImage) switch
        {
            (true, false) => "INSERT",
            (true, true) => "UPDATE",
            (false, true) => "DELETE",
            // Neither image: something changed, and nothing tells what.
            (false, false) => "CHANGE",
        },
        StreamViewType.NewImage => hasNewImage ? "UPSERT" : "DELETE",
        StreamViewType.OldImage => hasOldImage ? "UPDATE_OR_DELETE" : "INSERT",
        StreamViewType.KeysOnly => "CHANGE",
        _ => throw new ArgumentOutOfRangeException(nameof(viewType), viewType, null),
    };

    private static string Replicated(string operation) => operation switch
    {
        "INSERT" => "REPLICATED_INSERT",
        "UPDATE" => "REPLICATED_UPDATE",
        "DELETE" => "REPLICATED_DELETE",
        "UPSERT" => "REPLICATED_UPSERT",
        "UPDATE_OR_DELETE" => "REPLICATED_UPDATE_OR_DELETE",
        "CHANGE" => "REPLICATED_CHANGE",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
