using KeyspacesStreamer.StreamsEmulator.Faults;
using KeyspacesStreamer.StreamsEmulator.Wire;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes that order faults and take them back.</summary>
internal static class FaultRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapQuery("/faults", context => context.Part<FaultPlan>().Tally());
        control.MapAction<FaultRule, FaultRule>("/faults", (context, rule) =>
        {
            if (rule.Kind == FaultKind.CommonError)
            {
                GeneralErrors.Require(rule.Error);
            }

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
