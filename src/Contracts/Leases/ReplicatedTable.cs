namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>
/// Whether a DynamoDB table that is replicated to other regions can hold leases. Each write of a lease holds only while the lease is as it was seen; where the last writer
/// wins, two regions may both find it so, and two pods own one shard.
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
/// </summary>
public static class ReplicatedTable
{
    private const string Strong = "STRONG";

    // The first version of global tables does not list its replicas in DescribeTable.
    private const string FirstVersion = "2017.11.29";

    /// <summary>Why the table cannot hold leases, for the end of a sentence; null when it can.</summary>
    /// <param name="regions">Regions of its replicas, as DescribeTable lists them.</param>
    /// <param name="globalTableVersion">Version of global tables that it belongs to; null for a table of one region.</param>
    /// <param name="consistency"><c>STRONG</c>, or <c>EVENTUAL</c>, or null, which means the same.</param>
    public static string? Unfit(IReadOnlyCollection<string> regions, string? globalTableVersion, string? consistency)
    {
        ArgumentNullException.ThrowIfNull(regions);
        if ((regions.Count == 0 && globalTableVersion != FirstVersion) || consistency == Strong)
        {
            return null;
        }

        var where = regions.Count == 0 ? "" : $" with replicas in {string.Join(", ", regions.Order(StringComparer.Ordinal))}";
        return $"it is a global table{where}, where the last writer wins (MultiRegionConsistency {consistency ?? "EVENTUAL"}), so that two pods could own one shard; "
            + "a table of one region is needed, or one with MultiRegionConsistency STRONG";
    }
}
