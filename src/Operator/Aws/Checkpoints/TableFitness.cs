using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Whether a table can hold leases, by what DescribeTable says of it.</summary>
internal static class TableFitness
{
    /// <returns>Why it cannot; null when it can.</returns>
    public static string? UnfitOf(TableDescription table) => OtherKeySchema(table) ?? ReplicatedTable.Unfit(
        [.. (table.Replicas ?? []).Select(replica => replica.RegionName)], table.GlobalTableVersion, table.MultiRegionConsistency?.Value);

    private static string? OtherKeySchema(TableDescription table)
    {
        var keys = (table.KeySchema ?? []).Select(key =>
            $"{key.KeyType.Value} {key.AttributeName} ({table.AttributeDefinitions?.Find(attribute => attribute.AttributeName == key.AttributeName)?.AttributeType.Value ?? "?"})");
        var (found, expected) = (string.Join(" and ", keys), $"HASH {LeaseAttributes.LeaseKey} (S)");
        return found == expected ? null : $"its key is {found}; {expected} expected";
    }
}
