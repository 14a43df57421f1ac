using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Observability;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Wraps the routes of the control API: JSON in, JSON out, refusals as {"error":…} with status 400, one log line an action.</summary>
internal static class ControlRoute
{
    public static void MapAction<TOrder, TOutcome>(
        this RouteGroupBuilder control, string pattern, Func<HttpContext, TOrder, Task<TOutcome>> act) =>
        control.MapPost(pattern, Route(async context => await act(context, await ReadAsync<TOrder>(context)), isLogged: true));

    public static void MapAction<TOutcome>(this RouteGroupBuilder control, string pattern, Func<HttpContext, Task<TOutcome>> act) =>
        control.MapPost(pattern, Route(act, isLogged: true));

    public static void MapRemoval<TOutcome>(this RouteGroupBuilder control, string pattern, Func<HttpContext, Task<TOutcome>> act) =>
        control.MapDelete(pattern, Route(act, isLogged: true));

    public static void MapQuery<TOutcome>(this RouteGroupBuilder control, string pattern, Func<HttpContext, TOutcome> answer) =>
        control.MapGet(pattern, Route(context => Task.FromResult(answer(context)), isLogged: false));

    public static T Part<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    public static string Segment(this HttpContext context, string name) =>
        context.GetRouteValue(name)?.ToString() ?? throw new EmulatorException($"The path lacks {name}.");

    private static RequestDelegate Route<TOutcome>(Func<HttpContext, Task<TOutcome>> act, bool isLogged) =>
        async context => await RunAsync(context, async () => JsonSerializer.SerializeToUtf8Bytes(await act(context), ControlJson.Options), isLogged);

    private static async Task RunAsync(HttpContext context, Func<Task<byte[]>> act, bool isLogged)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ControlRoute).FullName ?? "");
        var action = $"{context.Request.Method} {context.Request.Path}";
        try
        {
            var outcome = await act();
            if (isLogged)
            {
                var text = System.Text.Encoding.UTF8.GetString(outcome.AsSpan(0, Math.Min(outcome.Length, 300)));
                logger.ControlAction(action, text);
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = outcome.Length;
            await context.Response.Body.WriteAsync(outcome, context.RequestAborted);
        }
        catch (Exception exception) when (exception is EmulatorException or JsonException or KeyNotFoundException or FormatException)
        {
            logger.ControlRefused(action, exception.Message);
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = exception.Message }, context.RequestAborted);
        }
    }

    private static async Task<TOrder> ReadAsync<TOrder>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<TOrder>(context.Request.Body, ControlJson.Options, context.RequestAborted)
        ?? throw new EmulatorException("The request body is empty.");
}
