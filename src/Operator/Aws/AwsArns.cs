using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>ARNs of what calls are made on, as a policy names them; the account is any unless it is known.</summary>
internal static class AwsArns
{
    public const string AnyAccount = "*";

    public static string KeyspacesTable(string region, string keyspace, string table, string account = AnyAccount) =>
        $"arn:{AwsPartition.Of(region)}:cassandra:{region}:{account}:/keyspace/{keyspace}/table/{table}";

    /// <summary>A keyspace, and with it its user-defined types.</summary>
    public static string Keyspace(string region, string keyspace, string account = AnyAccount) =>
        $"arn:{AwsPartition.Of(region)}:cassandra:{region}:{account}:/keyspace/{keyspace}/";

    /// <summary>The system keyspaces, which hold the descriptions of tables; GetTable reads them besides the table.</summary>
    public static string KeyspacesSystem(string region, string account = AnyAccount) =>
        $"arn:{AwsPartition.Of(region)}:cassandra:{region}:{account}:/keyspace/system*";

    /// <summary>All streams of a table: their label changes each time CDC is turned on.</summary>
    public static string KeyspacesStreams(string region, string keyspace, string table, string account = AnyAccount) =>
        KeyspacesTable(region, keyspace, table, account) + "/stream/*";

    public static string DynamoDbTable(string region, string table, string account = AnyAccount) =>
        $"arn:{AwsPartition.Of(region)}:dynamodb:{region}:{account}:table/{table}";

    public static string Bucket(string region, string bucket) => $"arn:{AwsPartition.Of(region)}:s3:::{bucket}";

    public static string Repository(EcrReference image) =>
        $"arn:{AwsPartition.Of(image.Region)}:ecr:{image.Region}:{image.Account}:repository/{image.Repository}";
}
