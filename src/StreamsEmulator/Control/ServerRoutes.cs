using KeyspacesStreamer.StreamsEmulator.Wire;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes about the server itself: health, call counts, denied keys, stop.</summary>
internal static class ServerRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapQuery("/health", _ => new { status = "ok" });
        control.MapQuery("/calls", context => context.Part<CallCounts>().Snapshot());
        control.MapAction<DenyRequest, object>("/denied", (context, order) =>
        {
            context.Part<DeniedKeys>().Deny(order.AccessKey, order.Operation, order.Resource);
            return Task.FromResult<object>(order);
        });
        control.MapRemoval<object>("/denied", context =>
        {
            context.Part<DeniedKeys>().Clear();
            return Task.FromResult<object>(new { cleared = true });
        });
        control.MapAction<object>("/stop", context =>
        {
            context.Part<IHostApplicationLifetime>().StopApplication();
            return Task.FromResult<object>(new { stopping = true });
        });
    }
}
