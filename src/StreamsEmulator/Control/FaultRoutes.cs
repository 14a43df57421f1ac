using KeyspacesStreamer.StreamsEmulator.Faults;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes that order faults and take them back.</summary>
internal static class FaultRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapQuestion("/faults", context => context.Part<FaultPlan>().Tally());
        control.MapAction<FaultRule, FaultRule>("/faults", (context, rule) =>
        {
            context.Part<FaultPlan>().Order(rule);
            return Task.FromResult(rule);
        });
        control.MapRemoval<object>("/faults", context =>
        {
            context.Part<FaultPlan>().Clear();
            return Task.FromResult<object>(new { cleared = true });
        });
    }
}
