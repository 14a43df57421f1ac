namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>The unsigned control API under /_emulator: what the command line and tests steer the server with.</summary>
internal static class ControlApi
{
    public const string Root = "/_emulator";

    public static void Map(WebApplication application)
    {
        var control = application.MapGroup(Root);
        ServerRoutes.Map(control);
        TableRoutes.Map(control);
        ShardRoutes.Map(control);
        FaultRoutes.Map(control);
        WorkloadRoutes.Map(control);
        LedgerRoutes.Map(control);
    }
}
