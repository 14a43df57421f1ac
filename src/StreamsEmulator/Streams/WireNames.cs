namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>How statuses, view types and origins are written on the wire.</summary>
internal static class WireNames
{
    public static string Of(StreamStatus status) => status switch
    {
        StreamStatus.Enabling => "ENABLING",
        StreamStatus.Enabled => "ENABLED",
        StreamStatus.Disabling => "DISABLING",
        StreamStatus.Disabled => "DISABLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    public static string Of(ViewType viewType) => viewType switch
    {
        ViewType.NewAndOldImages => "NEW_AND_OLD_IMAGES",
        ViewType.NewImage => "NEW_IMAGE",
        ViewType.OldImage => "OLD_IMAGE",
        ViewType.KeysOnly => "KEYS_ONLY",
        _ => throw new ArgumentOutOfRangeException(nameof(viewType), viewType, "No such view type."),
    };

    public static ViewType ViewTypeOf(string? name) => name switch
    {
        null or "NEW_AND_OLD_IMAGES" => ViewType.NewAndOldImages,
        "NEW_IMAGE" => ViewType.NewImage,
        "OLD_IMAGE" => ViewType.OldImage,
        "KEYS_ONLY" => ViewType.KeysOnly,
        _ => throw new EmulatorException(
            $"View type '{name}' is none of NEW_AND_OLD_IMAGES, NEW_IMAGE, OLD_IMAGE, KEYS_ONLY."),
    };
}
