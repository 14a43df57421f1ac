using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Contracts.Tests.Leases;

/// <summary>A table in which the last writer wins holds no leases.</summary>
public sealed class ReplicatedTableTests
{
    [Theory]
    [InlineData("", null, null)]
    [InlineData("", "2019.11.21", null)]
    [InlineData("eu-west-1,eu-north-1", "2019.11.21", "STRONG")]
    public void OneRegionOrStrong_HoldsLeases(string regions, string? version, string? consistency) =>
        Assert.Null(ReplicatedTable.Unfit(Split(regions), version, consistency));

    [Theory]
    [InlineData("eu-west-1", "2019.11.21", null, "it is a global table with replicas in eu-west-1, where the last writer wins (MultiRegionConsistency EVENTUAL)")]
    [InlineData("eu-west-1,eu-north-1", null, "EVENTUAL", "it is a global table with replicas in eu-north-1, eu-west-1, where the last writer wins")]
    [InlineData("", "2017.11.29", null, "it is a global table, where the last writer wins")]
    public void LastWriterWins_IsUnfit(string regions, string? version, string? consistency, string words) =>
        Assert.StartsWith(words, ReplicatedTable.Unfit(Split(regions), version, consistency), StringComparison.Ordinal);

    private static string[] Split(string regions) => regions.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
