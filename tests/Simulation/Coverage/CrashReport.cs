using System.Globalization;
using System.Text;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>The outcome of a sweep as a document.</summary>
internal static class CrashReport
{
    public static string Of(IReadOnlyList<AwaitPoint> path, SweepResult sweep)
    {
        var text = new StringBuilder();
        WriteHead(text, path, sweep);
        WriteSchedules(text, sweep);
        WriteCrashed(text, path, sweep);
        WriteExcused(text, path);
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, IReadOnlyList<AwaitPoint> path, SweepResult sweep) => text.Append(CultureInfo.InvariantCulture, $"""
        # Where the pod was killed

        Written by `CrashSweepTests`; `UPDATE_GOLDEN=1` writes it again.

        A pod can only be killed while it waits or computes, and all it shares with others are its requests. So the simulation kills the real
        pod (`src/StreamPod`, without a change) at every place there is: small schedules, written by hand and without chance, are run once to
        count the steps of one process (a step is what runs between two awaits) and its requests. Then each schedule is run again for each step,
        with the process killed just before it, when what it asked for has taken effect and it has not heard of it; and again for each request,
        with the process killed as it sends it, so that it may take effect later or never. After two seconds the pod starts again, the run goes
        on to its end, and the judge holds it against every invariant of `tests/Simulation/Judging/Invariant.cs`: among them that each record
        is in exactly one object, that no checkpoint lies beyond the data, that everything is committed in bounded time.

        The compiler tells which awaits there are (the async stepping information in the symbols of `streampod.dll`), the runtime which of them
        a step is about to resume, and which callers wait for it. An await counts as crashed when the process was killed while it, or something
        it calls, was just about to go on.

        | | |
        |---|---:|
        | schedules | {sweep.Schedules.Count} |
        | crashes before a step | {sweep.CrashesAtSteps} |
        | crashes at a request | {sweep.CrashesAtRequests} |
        | runs | {sweep.Schedules.Count + sweep.CrashesAtSteps + sweep.CrashesAtRequests} |
        | runs that broke an invariant | {sweep.Findings.Count} |
        | awaits of the commit path | {path.Count} |
        | of them crashed | {path.Count(sweep.CrashesAt.ContainsKey)} |
        | of them never waiting, see below | {path.Count(point => CommitPath.ExcuseOf(point) is not null)} |

        """);

    private static void WriteSchedules(StringBuilder text, SweepResult sweep)
    {
        text.Append("\n## Schedules\n\n| what happens besides the crash | process that is killed |\n|---|---|\n");
        foreach (var schedule in sweep.Schedules)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {schedule.Name} | {schedule.Process} |\n");
        }
    }

    private static void WriteCrashed(StringBuilder text, IReadOnlyList<AwaitPoint> path, SweepResult sweep)
    {
        text.Append("\n## Awaits of the commit path\n\n| place | code | crashes |\n|---|---|---:|\n");
        foreach (var point in path.Where(sweep.CrashesAt.ContainsKey))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {PlaceOf(point)} | {CodeOf(point)} | {sweep.CrashesAt[point]} |\n");
        }
    }

    private static void WriteExcused(StringBuilder text, IReadOnlyList<AwaitPoint> path)
    {
        text.Append("\n## Awaits that never wait\n\n| place | code | why |\n|---|---|---|\n");
        foreach (var point in path)
        {
            if (CommitPath.ExcuseOf(point) is { } excuse)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {PlaceOf(point)} | {CodeOf(point)} | {excuse.Reason} |\n");
            }
        }
    }

    private static string PlaceOf(AwaitPoint point) => $"{point.File["src/StreamPod/".Length..]}:{point.Line}";

    private static string CodeOf(AwaitPoint point) => $"`{point.Code.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
