using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Verification;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;
using KeyspacesStreamer.Testing.Time;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>leases rebuild looks, says everything at once, writes only when told, and never beside a pod that works.</summary>
public sealed class LeaseRebuildCommandTests : IDisposable
{
    private static readonly ShardId ShardA = StreamRecords.Shard("a");
    private static readonly string A = ShardA.Value;

    private readonly FakeTimeProvider _clock = new(LeaseSamples.Noon);
    private readonly InMemoryStreamSource _stream;
    private readonly CommandFixture _commands;

    public LeaseRebuildCommandTests()
    {
        _stream = new InMemoryStreamSource(_clock) { Stream = StreamRecords.Stream with { Label = BucketHistory.Label, CreatedAt = LeaseSamples.Noon.AddHours(-1) } };
        _stream.AddShard("a");
        _stream.Append(ShardA, 4);
        var numbers = _stream.NumbersOf(ShardA).Select(number => number.Text).ToArray();
        var history = new BucketHistory();
        history.Group(A, "TRIM_HORIZON", numbers[1], [numbers[0], numbers[1]]);
        history.Group(A, numbers[1], numbers[2], [numbers[2]]);
        _commands = new CommandFixture(history) { Clock = _clock, Stream = _stream };
    }

    private string End => _stream.NumbersOf(ShardA)[2].Text;

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task DryRun_SaysWhatWouldBeWrittenAndWritesNothing()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("leases rebuild --settings SETTINGS"));

        Assert.Contains($"{A}  (no lease)  {End}  2       3        Create {End}", _commands.Output, StringComparison.Ordinal);
        Assert.EndsWith("OK: 1 of 1 leases would be written. Stop all pods, and add --write.\n", _commands.Output, StringComparison.Ordinal);
        Assert.Empty(_commands.Leases.Leases);
        Assert.Null(_commands.Leases.Owner);
    }

    [Fact]
    public async Task Json_IsWhole()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("leases rebuild --settings SETTINGS -o json"));

        using var document = JsonDocument.Parse(_commands.Output);
        var row = document.RootElement.GetProperty("rows")[0];
        Assert.Equal((A, End, "Create", true), (row.GetProperty("shardId").GetString(), row.GetProperty("written").GetString(), row.GetProperty("action").GetString(), document.RootElement.GetProperty("mayBeWritten").GetBoolean()));
    }

    [Fact]
    public async Task Write_MakesLeasesAndClaimsTheTable()
    {
        Assert.Equal(ExitCodes.Ok, await WriteAsync());

        Assert.Equal((End, End), (_commands.Leases[ShardA].Checkpoint.Text, _commands.Leases[ShardA].ChainTail));
        Assert.Equal((_stream.Stream.Arn, "default/media", true), (_commands.Leases.Owner!.StreamArn, _commands.Leases.Owner.Resource, _commands.Leases.Owner.IsSeeded));
    }

    [Fact]
    public async Task Write_Twice_ChangesNothingMore()
    {
        await WriteAsync();
        var lease = _commands.Leases[ShardA];

        Assert.Equal(ExitCodes.Ok, await WriteAsync());

        Assert.Equal(LeaseSamples.Text(lease), LeaseSamples.Text(_commands.Leases[ShardA]));
    }

    [Fact]
    public async Task PodThatBeats_IsNamedAndNothingIsWritten()
    {
        var before = new TableOwner { StreamArn = _stream.Stream.Arn, Resource = "default/media" };
        _commands.Leases.Put(before);
        var pod = _commands.Leases.OpenAnother();
        var code = 0;
        await FakeTimeLoop.RunAsync(_clock, async loop =>
        {
            var writing = _commands.RunAsync("leases rebuild --settings SETTINGS --write", CancellationToken.None);
            await loop.PassAsync(TimeSpan.FromSeconds(5));
            await pod.BeatAsync(new WorkerName("media-0", "7f3a"), null, CancellationToken.None);
            code = await loop.ResultAsync("rebuild ends", writing);
        });

        Assert.Equal(ExitCodes.Refused, code);
        Assert.StartsWith("Pod media-0/7f3a is alive", _commands.Error, StringComparison.Ordinal);
        Assert.Equal((0, before), (_commands.Leases.Leases.Count, _commands.Leases.Owner));
    }

    [Fact]
    public async Task TableUnderRebuild_IsClosedToPods()
    {
        var seen = new List<TableOwner?>();
        _commands.Leases.Put(LeaseSamples.Fresh(ShardA) with { StreamArn = _stream.Stream.Arn });
        await FakeTimeLoop.RunAsync(_clock, async loop =>
        {
            var writing = _commands.RunAsync("leases rebuild --settings SETTINGS --write", CancellationToken.None);
            await loop.PassAsync(TimeSpan.FromSeconds(5));
            seen.Add(_commands.Leases.Owner);
            await loop.ResultAsync("rebuild ends", writing);
        });

        Assert.Equal("default/media, being rebuilt", Assert.Single(seen)?.Resource);
        Assert.Equal(("default/media", End), (_commands.Leases.Owner?.Resource, _commands.Leases[ShardA].Checkpoint.Text));
    }

    [Fact]
    public async Task RebuildThatWasCutShort_IsGoneOnWith()
    {
        _commands.Leases.Put(new TableOwner { StreamArn = _stream.Stream.Arn, Resource = "default/media, being rebuilt" });

        Assert.Equal(ExitCodes.Ok, await WriteAsync());

        Assert.Equal("default/media", _commands.Leases.Owner?.Resource);
    }

    [Theory]
    [InlineData("arn:other", "default/media")]
    [InlineData(null, "other/media")]
    public async Task TableOfSomebodyElse_IsRefused(string? arn, string resource)
    {
        _commands.Leases.Put(new TableOwner { StreamArn = arn ?? _stream.Stream.Arn, Resource = resource });

        Assert.Equal(ExitCodes.ForeignTable, await _commands.RunAsync("leases rebuild --settings SETTINGS"));
        Assert.Equal(ExitCodes.ForeignTable, await _commands.RunAsync("leases rebuild --settings SETTINGS --write"));
        Assert.Equal(resource, _commands.Leases.Owner?.Resource);
    }

    [Fact]
    public async Task BrokenChain_EndsLikeVerifyAndGivesTheTableBack()
    {
        _commands.Objects.Remove($"media/content/2026-01-02/{A}/{_stream.NumbersOf(ShardA)[0]}.json");

        Assert.Equal(ExitCodes.VerificationFailed, await WriteAsync());

        Assert.Contains("UnknownStart", _commands.Output, StringComparison.Ordinal);
        Assert.Equal((0, "default/media"), (_commands.Leases.Leases.Count, _commands.Leases.Owner?.Resource));
    }

    [Theory]
    [InlineData("--caught-up-at 2026-01-02T13:00:00Z", "--caught-up-at: 2026-01-02 13:00:00Z lies in the future.")]
    [InlineData("--caught-up-at 2026-01-01T11:00:00Z", "--caught-up-at: 2026-01-01 11:00:00Z is a day ago")]
    [InlineData("--latest-since soon", "--latest-since: write a time as in 2026-01-02T03:04:05Z.")]
    public async Task MomentThatCannotBe_IsRefused(string option, string message)
    {
        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync("leases rebuild --settings SETTINGS " + option));

        Assert.Contains(message, _commands.Error, StringComparison.Ordinal);
    }

    private async Task<int> WriteAsync()
    {
        var code = 0;
        await FakeTimeLoop.RunAsync(_clock, async loop => code = await loop.ResultAsync("rebuild ends", _commands.RunAsync("leases rebuild --settings SETTINGS --write", CancellationToken.None)));
        return code;
    }
}
