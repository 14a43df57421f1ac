namespace KeyspacesStreamer.Simulation.Traces;

/// <summary>Traces for people.</summary>
internal static class TraceText
{
    private static readonly string[] Routine = ["worker#", "empty AtTip", " Scan", "GetRecords "];

    /// <summary>Leaves out heartbeats, looks at the table, and reads that found nothing.</summary>
    public static IReadOnlyList<string> WithoutRoutine(IEnumerable<string> lines) => [.. lines.Where(IsOfInterest)];

    private static bool IsOfInterest(string line) =>
        line.Contains(" [", StringComparison.Ordinal)
        || (line.Contains("landed: ", StringComparison.Ordinal) && line.Contains("GetRecords", StringComparison.Ordinal) && !line.Contains("empty", StringComparison.Ordinal))
        || !Routine.Any(word => line.Contains(word, StringComparison.Ordinal));
}
