namespace KeyspacesStreamer.StreamsEmulator.Observability;

/// <summary>Numbers of the log events: 100 calls, 200 control actions, 300 the server itself.</summary>
internal static class EventIds
{
    public const int CallAnswered = 100;
    public const int CallRefused = 101;
    public const int CallFaulted = 102;
    public const int ControlAction = 200;
    public const int ControlRefused = 201;
    public const int RowsExpired = 300;
}
