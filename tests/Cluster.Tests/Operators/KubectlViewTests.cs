using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>What kubectl shows of a stream, without -o yaml.</summary>
[Collection(OperatorCollection.Name)]
public sealed partial class KubectlViewTests(OperatorStand stand)
{
    [Fact]
    public async Task Get_InItsThreeWays_ShowsTheColumnsOfTheDesign()
    {
        var stream = new QuietStream(stand, "columns");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync("  suspend: true\n");
        await stream.UntilSuspendedAsync();

        var (plain, wide, category) = (TableOf(await stream.RunAsync("get", "kcs")), TableOf(await stream.RunAsync("get", "kcs", "-o", "wide")), TableOf(await stream.RunAsync("get", "streamer")));

        Assert.Equal("NAME READY KEYSPACE TABLE LAG SHARDS PODS AGE", string.Join(' ', plain[0]));
        Assert.Equal("NAME READY KEYSPACE TABLE LAG SHARDS PODS AGE BUCKET STREAM LAST COMMIT REASON", string.Join(' ', wide[0]));
        Assert.Equal(["columns", "False", "quiet", "columns"], plain[1][..4]);
        Assert.Equal((OperatorStand.Bucket, "SuspendedBySpec"), (wide[1].Single(cell => cell == OperatorStand.Bucket), wide[1][^1]));
        Assert.Equal(plain[0], category[0]);
    }

    [Fact]
    public async Task Describe_AStreamWithoutItsTable_ShowsConditionsAndEventsWithTheirAge()
    {
        var stream = new QuietStream(stand, "described");
        await stream.PrepareAsync(hasTable: false);
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync();
        await stand.UntilReasonAsync(stream.Space, "described", "Ready", "SourceTableNotFound");

        var lines = (await stream.RunAsync("describe", "kcs", "described")).Split('\n');

        var events = TableOf(string.Join('\n', lines.SkipWhile(line => !line.StartsWith("Events:", StringComparison.Ordinal)).Skip(1)));
        Assert.Equal(["Type", "Reason", "Age", "From", "Message"], events[0]);
        Assert.Contains(events, line => line is ["Normal", "CheckpointTableCreated", var age, "keyspaces-streamer.dev/operator", ..] && Age().IsMatch(age));
        Assert.Contains(events, line => line is ["Warning", "SourceTableNotFound", var age, "keyspaces-streamer.dev/operator", ..] && Age().IsMatch(age));
        Assert.Contains(lines, line => line.Trim() == "Reason:                SourceTableNotFound");
    }

    /// <summary>Cells are at least two blanks apart.</summary>
    private static string[][] TableOf(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.TrimStart().StartsWith("----", StringComparison.Ordinal)).Select(line => Gap().Split(line.Trim()))];

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();

    [GeneratedRegex("^[0-9]+[smh]")]
    private static partial Regex Age();
}
