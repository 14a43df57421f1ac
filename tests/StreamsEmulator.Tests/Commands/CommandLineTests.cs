using System.Globalization;
using System.Text.Json;
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
    public async Task Serve_ExpiryDelay_IsWhatTtlRecordsWaitFor()
    {
        await using var server = await EmulatorProcess.StartAsync("--expiry-delay", "3600");
        await server.RunAsync("", "create-table", "media.media_content");

        await server.RunAsync(Expired(1, hoursAgo: 2) + Expired(2, hoursAgo: 0.5), "apply", "media.media_content");
        await UntilRemovedAsync(server, 1);
        // By the next look, what the first one removed has its record.
        await server.RunAsync(Expired(3, hoursAgo: 2), "apply", "media.media_content");
        await UntilRemovedAsync(server, 3);

        Assert.Equal(["1", "3"], await RemovedAsync(server));
    }

    [Fact]
    public async Task Serve_Sigterm_EndsWithZero()
    {
        await using var server = await EmulatorProcess.StartAsync();

        await EmulatorProcess.RunToEndAsync(EmulatorProcess.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]), "");

        Assert.Equal(0, await server.ExitAsync());
    }

    /// <summary>A row whose time to live was over some hours ago.</summary>
    private static string Expired(int seq, double hoursAgo) =>
        $$"""{"operation":"insert","key":{{MediaChange.Key(seq)}},"values":{"title":"a"},"ttlSeconds":1,"createdAt":"{{TimeProvider.System.GetUtcNow().AddHours(-hoursAgo):O}}"}""";

    private static async Task UntilRemovedAsync(EmulatorProcess server, int seq)
    {
        while (!(await RemovedAsync(server)).Contains(seq.ToString(CultureInfo.InvariantCulture)))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The rows that have a TTL record.</summary>
    private static async Task<IReadOnlyList<string>> RemovedAsync(EmulatorProcess server)
    {
        var ledger = await server.RunAsync("", "ledger");
        return
        [
            .. ledger.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
                .Where(line => line.TryGetProperty("operation", out var operation) && operation.GetString() == "expire")
                .Select(line => line.GetProperty("clusteringKeys").GetProperty("seq").GetProperty("intT").GetString() ?? ""),
        ];
    }
}
