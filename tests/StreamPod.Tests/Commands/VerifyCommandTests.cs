using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Commands;
using KeyspacesStreamer.StreamPod.Tests.Verification;
using KeyspacesStreamer.StreamPod.Verification;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>verify prints tables, verdict and violations, and ends with the code that scripts look at.</summary>
public sealed class VerifyCommandTests
{
    [Theory]
    [InlineData("", "OK: 9 records in 5 objects over 2 shards, no gap, no overlap")]
    [InlineData(" --deep", "OK: 9 records in 5 objects over 2 shards, no gap, no overlap, every object read")]
    public async Task SoundBucket_EndsWithTheVerdict(string options, string verdict)
    {
        using var commands = new CommandFixture();

        Assert.Equal(ExitCodes.Ok, await commands.RunAsync("verify --settings SETTINGS" + options));

        var lines = commands.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(verdict, lines[^1]);
        Assert.StartsWith("shard-b  2        1        1       TRIM_HORIZON  80", lines[2], StringComparison.Ordinal);
        Assert.Empty(commands.Error);
    }

    [Fact]
    public async Task BrokenBucket_NamesEachViolationAndFails()
    {
        var history = BucketHistory.Sound();
        history.Objects.Remove("media/content/2026-01-02/shard-a/40.json");
        history.Objects.Add("media/content/other.txt", ([], []));
        using var commands = new CommandFixture(history);

        Assert.Equal(ExitCodes.VerificationFailed, await commands.RunAsync("verify --settings SETTINGS"));

        Assert.Equal(
            [
                "MissingPart: shard-a: The group up to 60 lacks part 1 of 2; media/content/2026-01-02/shard-a/50.json is part 2.",
                "Note: 1 other objects under the prefix, not of a stream.",
                "FAILED: 7 records in 4 objects over 2 shards, 1 violations",
            ],
            commands.Output.TrimEnd('\n').Split('\n')[^3..]);
    }

    [Fact]
    public async Task Json_HoldsKindsAndTotals()
    {
        var history = BucketHistory.Sound();
        history.Objects.Remove("media/content/2026-01-02/shard-a/10.json");
        using var commands = new CommandFixture(history);

        Assert.Equal(ExitCodes.VerificationFailed, await commands.RunAsync("verify --settings SETTINGS -o json"));
        using var document = JsonDocument.Parse(commands.Output);
        Assert.Equal("UnknownStart", document.RootElement.GetProperty("violations")[0].GetProperty("kind").GetString());
        Assert.False(document.RootElement.GetProperty("isOk").GetBoolean());
        Assert.Equal(6, document.RootElement.GetProperty("records").GetInt64());
    }

    [Fact]
    public async Task AcceptedStart_IsNoViolation()
    {
        var history = BucketHistory.Sound();
        history.Objects.Remove("media/content/2026-01-02/shard-a/10.json");
        using var commands = new CommandFixture(history);

        Assert.Equal(ExitCodes.Ok, await commands.RunAsync("verify --settings SETTINGS --accept-starts"));
    }

    [Fact]
    public void ProgressText_ShowsABarOnceReadingBegins()
    {
        var progress = new VerificationProgress();
        progress.ObjectListed();
        var examining = ProgressLine.TextOf(progress);
        progress.ReadingBegins(4);
        progress.ObjectRead();

        Assert.Equal("1 objects listed, 0 examined", examining);
        Assert.Equal("[#######.......................] 1 of 4 objects read", ProgressLine.TextOf(progress));
    }

    [Fact]
    public async Task ProgressLine_IsSilentForASecondAndCleansUp()
    {
        var clock = new FakeTimeProvider();
        using var quick = new StringWriter();
        using var slow = new StringWriter();

        await using (new ProgressLine(clock, quick, new VerificationProgress()))
        {
            clock.Advance(TimeSpan.FromMilliseconds(900));
        }

        await using (new ProgressLine(clock, slow, new VerificationProgress()))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(quick.ToString());
        Assert.Equal("\r0 objects listed, 0 examined\r" + new string(' ', 28) + "\r", slow.ToString());
    }
}
