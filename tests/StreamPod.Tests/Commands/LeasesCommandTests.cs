using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>Leases are shown, rewound and released by hand, and never by accident.</summary>
public sealed class LeasesCommandTests : IDisposable
{
    private static readonly ShardId ShardA = new("shard-a");
    private static readonly ShardId ShardB = new("shard-b");

    private readonly CommandFixture _commands = new();

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Show_PrintsWorkersAndLeases()
    {
        Own(ShardB, "pod-a/1");
        _commands.Leases.Put(new WorkerItem { Name = new WorkerName("pod-a", "1"), Heartbeat = 12 });
        _commands.Leases.Put(new TableOwner { StreamArn = "arn:one", Resource = "default/media" });

        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("leases show --settings SETTINGS"));

        var lines = _commands.Output.Split('\n');
        Assert.Equal("Stream    arn:one", lines[0]);
        Assert.Equal("pod-a   1            12         1", lines[4]);
        Assert.Equal("shard-b  pod-a/1  85          -        0        0        -            -", lines[8]);
    }

    [Fact]
    public async Task Show_AsJson_IsWhole()
    {
        await _commands.RunAsync("leases show --settings SETTINGS -o json");

        using var document = JsonDocument.Parse(_commands.Output);
        var lease = document.RootElement.GetProperty("leases")[1];
        Assert.Equal(("shard-b", "85", "80"), (lease.GetProperty("shardId").GetString(), lease.GetProperty("checkpoint").GetString(), lease.GetProperty("chainTail").GetString()));
        Assert.Equal("shard-a", lease.GetProperty("parents")[0].GetString());
    }

    [Fact]
    public async Task Rewind_FreeLease_SetsCheckpointAndTailAndClearsThePendingGroup()
    {
        _commands.Leases.Put(_commands.Leases[ShardB] with { PendingCheckpoint = Checkpoint.Parse("90"), PendingState = new byte[] { 1 }, HaltReason = "stopped", Counter = 4 });

        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("leases rewind --settings SETTINGS --shard shard-b --to 79"));

        var lease = _commands.Leases[ShardB];
        Assert.Equal(("79", "79", 5L), (lease.Checkpoint.Text, lease.ChainTail, lease.Counter));
        Assert.Equal((null, null, null), (lease.PendingCheckpoint, lease.PendingState, lease.HaltReason));
    }

    [Fact]
    public async Task Rewind_ToTheHorizon_BeginsTheChainWithTheWord()
    {
        await _commands.RunAsync("leases rewind --settings SETTINGS --shard shard-b --to TRIM_HORIZON");

        Assert.Equal(("TRIM_HORIZON", "TRIM_HORIZON"), (_commands.Leases[ShardB].Checkpoint.Text, _commands.Leases[ShardB].ChainTail));
    }

    [Theory]
    [InlineData("shard-b", "99", ExitCodes.Refused, "would skip changes")]
    [InlineData("shard-b", "86 --force", ExitCodes.Refused, "would skip changes")]
    [InlineData("shard-a", "60", ExitCodes.Refused, "child shard-b is read up to 85")]
    [InlineData("shard-z", "60", ExitCodes.MissingResource, "There is no lease of shard-z")]
    [InlineData("shard-b", "LATEST", ExitCodes.InvalidSettings, "write a sequence number or TRIM_HORIZON")]
    [InlineData("shard-b", "-1", ExitCodes.InvalidSettings, "write a sequence number or TRIM_HORIZON")]
    public async Task Rewind_ThatWouldHarm_IsRefused(string shard, string to, int code, string wanted)
    {
        Assert.Equal(code, await _commands.RunAsync($"leases rewind --settings SETTINGS --shard {shard} --to {to}"));
        Assert.Contains(wanted, _commands.Error, StringComparison.Ordinal);
        Assert.Equal(["SHARD_END", "85"], _commands.Leases.Leases.OrderBy(lease => lease.ShardId).Select(lease => lease.Checkpoint.Text));
    }

    [Fact]
    public async Task Rewind_HeldLease_NeedsForceAndFencesTheOwner()
    {
        Own(ShardB, "pod-a/1");

        Assert.Equal(ExitCodes.Refused, await _commands.RunAsync("leases rewind --settings SETTINGS --shard shard-b --to 80"));
        Assert.Contains("held by pod-a/1", _commands.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("leases rewind --settings SETTINGS --shard shard-b --to 80 --force"));
        Assert.Equal((null, 8L), (_commands.Leases[ShardB].Owner, _commands.Leases[ShardB].Counter));
    }

    [Theory]
    [InlineData("pod-a")]
    [InlineData("pod-a/1")]
    public async Task Release_ByPodOrIncarnation_FreesWhatItHolds(string owner)
    {
        Own(ShardA, "pod-a/1");
        Own(ShardB, "pod-ab/1");

        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync($"leases release --settings SETTINGS --all --owner {owner}"));

        Assert.Equal((null, 8L), (_commands.Leases[ShardA].Owner, _commands.Leases[ShardA].Counter));
        Assert.Equal("pod-ab/1", _commands.Leases[ShardB].Owner);
    }

    [Theory]
    [InlineData("--shard shard-b", "pod-c", ExitCodes.Refused, "held by pod-ab/1, not by pod-c")]
    [InlineData("--shard shard-z", "pod-c", ExitCodes.MissingResource, "There is no lease of shard-z")]
    [InlineData("--all", "pod-c", ExitCodes.Refused, "No lease is held by pod-c")]
    public async Task Release_OfAnotherOwner_IsRefused(string what, string owner, int code, string wanted)
    {
        Own(ShardB, "pod-ab/1");

        Assert.Equal(code, await _commands.RunAsync($"leases release --settings SETTINGS {what} --owner {owner}"));
        Assert.Contains(wanted, _commands.Error, StringComparison.Ordinal);
        Assert.Equal("pod-ab/1", _commands.Leases[ShardB].Owner);
    }

    private void Own(ShardId shard, string owner) => _commands.Leases.Put(_commands.Leases[shard] with { Owner = owner, Counter = 7 });
}
