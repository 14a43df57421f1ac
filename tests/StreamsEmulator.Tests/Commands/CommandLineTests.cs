using System.Globalization;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Verbs_OneAfterTheOther_SteerTheServerUntilStop()
    {
        await using var server = await EmulatorProcess.StartAsync();

        var created = await server.RunAsync("", "create-table", "media.media_content", "--shards", "2");
        var applied = await server.RunAsync(MediaChange.Insert(1), "apply", "media.media_content");
        var split = await server.RunAsync("", "split");
        var ledger = await server.RunAsync("", "ledger");
        var refused = await server.RunAsync("", "create-table", "media.media_content");
        var stopped = await server.RunAsync("", "stop");

        Assert.Equal([0, 0, 0, 0, 1, 0], new[] { created, applied, split, ledger, refused, stopped }.Select(outcome => outcome.ExitCode));
        Assert.Equal(1 + 4 + 1, ledger.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("Table media.media_content exists already.", refused.Errors.Trim());
        Assert.Equal(0, await server.ExitAsync());
    }

    [Fact]
    public async Task AlterTable_AddsTheColumns()
    {
        await using var server = await EmulatorProcess.StartAsync();
        await server.RunAsync("", "create-table", "media.media_content");

        var added = await server.RunAsync("", "alter-table", "media.media_content", "--add", "mood=text", "--add", "scores=map<text, int>");
        var applied = await server.RunAsync(MediaChange.Write("insert", 1, """{"mood":"calm","scores":{"a":1}}"""), "apply", "media.media_content");
        var refused = await server.RunAsync("", "alter-table", "media.media_content", "--add", "mood=text");
        var broken = await server.RunAsync("", "alter-table", "media.media_content", "--add", "mood");

        Assert.Equal([0, 0, 1, 1], new[] { added, applied, refused, broken }.Select(outcome => outcome.ExitCode));
        Assert.Equal("Table media.media_content has a column 'mood'.", refused.Errors.Trim());
        Assert.Contains("'mood' is not NAME=TYPE.", broken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Sigterm_EndsWithZero()
    {
        await using var server = await EmulatorProcess.StartAsync();

        await EmulatorProcess.RunToEndAsync(EmulatorProcess.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]), "");

        Assert.Equal(0, await server.ExitAsync());
    }
}
