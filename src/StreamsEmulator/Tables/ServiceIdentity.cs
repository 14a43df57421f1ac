namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>The partition, region and account the server pretends to be in.</summary>
internal sealed record ServiceIdentity(string Partition, string Region, string Account)
{
    public string TableArn(string keyspace, string table) =>
        $"arn:{Partition}:cassandra:{Region}:{Account}:/keyspace/{keyspace}/table/{table}";

    /// <summary>A keyspace, and what in it has no ARN of its own.</summary>
    public string KeyspaceArn(string keyspace) => $"arn:{Partition}:cassandra:{Region}:{Account}:/keyspace/{keyspace}/";

    /// <summary>The keyspaces where the service keeps the descriptions of tables.</summary>
    public string SystemKeyspacesArn => $"arn:{Partition}:cassandra:{Region}:{Account}:/keyspace/system*";

    public string UserArn(string name) => $"arn:{Partition}:iam::{Account}:user/{name}";
}
