namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>The partition, region and account the server pretends to be in.</summary>
internal sealed record ServiceIdentity(string Partition, string Region, string Account)
{
    public string TableArn(string keyspace, string table) =>
        $"arn:{Partition}:cassandra:{Region}:{Account}:/keyspace/{keyspace}/table/{table}";

    public string UserArn(string name) => $"arn:{Partition}:iam::{Account}:user/{name}";
}
