using System.Globalization;
using KeyspacesStreamer.StreamsEmulator.Workloads;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Routes that start, watch and stop workloads.</summary>
internal static class WorkloadRoutes
{
    public static void Map(RouteGroupBuilder control)
    {
        control.MapQuery("/workloads", context => context.Part<WorkloadRuns>().All());
        control.MapQuery("/workloads/{id}", context => context.Part<WorkloadRuns>().Figures(Id(context)));
        control.MapAction<WorkloadRequest, WorkloadFigures>("/workloads", StartAsync);
        control.MapRemoval("/workloads/{id}", context => context.Part<WorkloadRuns>().StopAsync(Id(context)));
        control.MapAction<PreloadRequest, PreloadResponse>("/preload", (context, order) =>
            Task.Run(() => context.Part<Preload>().Load(order), context.RequestAborted));
    }

    private static int Id(HttpContext context) => int.Parse(context.Segment("id"), CultureInfo.InvariantCulture);

    /// <summary>Answers when the run is over, or at once with ?wait=false.</summary>
    private static async Task<WorkloadFigures> StartAsync(HttpContext context, WorkloadRequest order)
    {
        var runs = context.Part<WorkloadRuns>();
        var (id, completion) = runs.Start(order);
        if (context.Request.Query["wait"] != "false")
        {
            await completion.WaitAsync(context.RequestAborted);
        }

        return runs.Figures(id);
    }
}
