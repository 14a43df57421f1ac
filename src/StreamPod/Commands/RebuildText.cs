using System.Globalization;
using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Rebuilding;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>A rebuild for people: a table of the shards, everything that stands in its way at once, and one line of verdict.</summary>
internal sealed class RebuildText(TextWriter output, TextWriter error, bool isJson)
{
    public async Task ShowAsync(RebuildPlan plan, bool isWritten)
    {
        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(plan, CommandJson.Default.RebuildPlan));
            return;
        }

        await output.WriteLineAsync($"Stream  {plan.StreamArn}");
        await output.WriteLineAsync();
        var shards = new TextTable("SHARD", "TABLE SAYS", "BUCKET SAYS", "GROUPS", "RECORDS", isWritten ? "WRITES" : "WOULD WRITE", "NOTE");
        foreach (var row in plan.Rows)
        {
            shards.Add(row.ShardId, row.Table ?? "(no lease)", BucketOf(row), Count(row.Groups), Count(row.Records), ActionOf(row), row.Note ?? "");
        }

        await shards.WriteAsync(output);
        await output.WriteLineAsync();
        foreach (var violation in plan.Violations)
        {
            await output.WriteLineAsync($"{violation.Kind}: {(violation.ShardId is null ? "" : violation.ShardId + ": ")}{violation.Message}");
        }

        foreach (var problem in plan.Problems)
        {
            await output.WriteLineAsync(problem);
        }

        foreach (var label in plan.OtherLabels)
        {
            await output.WriteLineAsync($"Note: objects of stream {label} are under the prefix too; they are told apart by their metadata and left alone.");
        }
    }

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(RebuildPlan plan, bool isWritten)
    {
        var (text, code) = VerdictOf(plan, isWritten);
        await (isJson ? error : output).WriteLineAsync(text);
        return code;
    }

    private static (string Text, int Code) VerdictOf(RebuildPlan plan, bool isWritten) => plan switch
    {
        { IsBroken: true } => (
            $"REFUSED: {Count(plan.Violations.Count)} violations in the bucket{(plan.Problems.Count > 0 ? $", {Count(plan.Problems.Count)} other problems" : "")}; nothing was written. "
            + "Mend the bucket (an older version of an object, a backup), or add --accept-breaks; --accept-starts accepts chains that begin after a number.",
            ExitCodes.VerificationFailed),
        { MayBeWritten: false } => ($"REFUSED: {Count(plan.Problems.Count)} problems; nothing was written.", ExitCodes.Refused),
        _ when isWritten => ($"OK: {Count(plan.Changes)} of {Count(plan.Rows.Count)} leases written. The pods go on where the bucket ends; start them again.", ExitCodes.Ok),
        { Changes: 0 } => ("OK: the table agrees with the bucket; nothing is to be written.", ExitCodes.Ok),
        _ => ($"OK: {Count(plan.Changes)} of {Count(plan.Rows.Count)} leases would be written. Stop all pods, and add --write.", ExitCodes.Ok),
    };

    private static string BucketOf(RebuildRow row) => (row.Bucket, row.Begun) switch
    {
        (null, null) => "-",
        ({ } tail, null) => tail,
        (_, { } begun) => $"{row.Bucket ?? "-"}, begun up to {begun}",
    };

    private static string ActionOf(RebuildRow row) => row switch
    {
        { Action: RebuildAction.Keep } => "-",
        { Pending: { } pending } => $"{row.Action} {row.Written}, to complete up to {pending}",
        _ => $"{row.Action} {row.Written}",
    };

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}
