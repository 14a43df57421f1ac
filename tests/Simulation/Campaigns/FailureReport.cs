using System.Text;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Traces;

namespace KeyspacesStreamer.Simulation.Campaigns;

/// <summary>A failing seed as a person reads it: what was broken, the shrunk schedule, and its trace; and the file that replays it.</summary>
internal static class FailureReport
{
    private const int FirstLines = 100;
    private const int LastLines = 50;

    /// <param name="found">A run that broke an invariant.</param>
    /// <param name="folder">Where the schedule and the whole trace are left; null leaves nothing.</param>
    public static string Of(Outcome found, string? folder)
    {
        var least = Shrinker.Shrink(found);
        var outcome = ScheduleRun.Of(least, isTraced: true);
        var text = new StringBuilder();
        text.AppendLine($"Seed {found.Schedule.Seed} broke {found.Violation}");
        text.AppendLine($"Shrunk to {least.Pods} pods, {least.Shards} shards, {outcome.Records} records, {least.Disasters.Count} disasters, {least.Faults?.Count ?? outcome.Faults.Count} failed requests:");
        text.AppendLine($"  {outcome.Violation}");
        foreach (var disaster in least.Disasters)
        {
            text.AppendLine($"  {disaster}");
        }

        foreach (var fault in least.Faults ?? [])
        {
            text.AppendLine($"  request {fault.Request} of {fault.Process}: {fault.Fate}");
        }

        var lines = TraceText.WithoutRoutine(outcome.Trace);
        var isLong = lines.Count > FirstLines + LastLines;
        text.AppendLine("Trace, without heartbeats and idle looks:");
        foreach (var line in isLong ? [.. lines.Take(FirstLines), $"      ... {lines.Count - FirstLines - LastLines} lines ...", .. lines.TakeLast(LastLines)] : lines)
        {
            text.AppendLine(line);
        }

        text.AppendLine($"Again: make simulate SEED={found.Schedule.Seed}");
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"seed-{found.Schedule.Seed}.json");
            File.WriteAllText(file, ScheduleDocument.Write(least));
            File.WriteAllLines(Path.ChangeExtension(file, ".trace"), outcome.Trace);
            text.AppendLine($"Shrunk: make simulate SCHEDULE={file}");
        }

        return text.ToString();
    }
}
