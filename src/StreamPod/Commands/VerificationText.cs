using System.Globalization;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>A verification for people: a table of the shards, every violation on a line, and one line of verdict.</summary>
internal static class VerificationText
{
    public static async Task WriteAsync(VerificationReport report, TextWriter output)
    {
        var shards = new TextTable("SHARD", "RECORDS", "OBJECTS", "GROUPS", "BEGINS AFTER", "ENDS AT", "CHECKPOINT", "PENDING", "NEWER");
        foreach (var shard in report.Shards)
        {
            shards.Add(
                shard.ShardId, Count(shard.Records), Count(shard.Objects), Count(shard.Groups), shard.Begin ?? "-", shard.Tail ?? "-",
                shard.HasLease ? shard.Checkpoint ?? "-" : "(no lease)", Count(shard.PendingObjects), Count(shard.NewerObjects));
        }

        await shards.WriteAsync(output);
        await output.WriteLineAsync();
        foreach (var violation in report.Violations)
        {
            await output.WriteLineAsync($"{violation.Kind}: {(violation.ShardId is null ? "" : violation.ShardId + ": ")}{violation.Message}");
        }

        await WriteNotesAsync(report, output);
        await output.WriteLineAsync(VerdictOf(report));
    }

    public static string VerdictOf(VerificationReport report)
    {
        var extent = $"{Count(report.Records)} records in {Count(report.Objects)} objects over {Count(report.Shards.Count)} shards";
        return report.IsOk
            ? $"OK: {extent}, no gap, no overlap{(report.IsDeep ? ", every object read" : "")}"
            : $"FAILED: {extent}, {Count(report.Violations.Count)} violations";
    }

    private static async Task WriteNotesAsync(VerificationReport report, TextWriter output)
    {
        (long Count, string Text)[] notes =
        [
            (report.PendingObjects, "objects belong to groups that are prepared and not committed yet"),
            (report.Shards.Count(shard => !shard.HasLease), "shards have objects and no lease (any more); their chains were judged all the same"),
            (report.GapObjects, "gap records: changes the service trimmed before they were read"),
            (report.QuarantineObjects, "objects in quarantine: records that could not be encoded"),
            (report.SchemaObjects, "schemas of rows, one document each"),
            (report.OtherObjects, "other objects under the prefix, not of a stream"),
        ];
        foreach (var (count, text) in notes.Where(note => note.Count > 0))
        {
            await output.WriteLineAsync($"Note: {Count(count)} {text}.");
        }
    }

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}
