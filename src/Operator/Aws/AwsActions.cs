namespace KeyspacesStreamer.Operator.Aws;

/// <summary>IAM actions of the calls that the operator makes; the policy of the operator allows these and no others.</summary>
internal static class AwsActions
{
    /// <summary>GetTable is authorized as a read of the table and of the system keyspaces: https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetTable.html</summary>
    public const string GetTable = "cassandra:Select";

    /// <summary>GetType too: types have no ARN, so it is a read of their keyspace and of the system keyspaces. https://docs.aws.amazon.com/keyspaces/latest/devguide/configure-udt-permissions.html</summary>
    public const string GetUserType = "cassandra:Select";
    public const string ListStreams = "cassandra:ListStreams";
    public const string GetStream = "cassandra:GetStream";
    public const string DescribeTable = "dynamodb:DescribeTable";
    public const string ListTags = "dynamodb:ListTagsOfResource";
    public const string CreateTable = "dynamodb:CreateTable";

    /// <summary>Asked for besides CreateTable, because the table is created with tags.</summary>
    public const string TagTable = "dynamodb:TagResource";
    public const string DeleteTable = "dynamodb:DeleteTable";

    /// <summary>Turns deletion protection off before a table is deleted, and nothing else.</summary>
    public const string UpdateTable = "dynamodb:UpdateTable";
    public const string DescribeBackups = "dynamodb:DescribeContinuousBackups";
    public const string UpdateBackups = "dynamodb:UpdateContinuousBackups";
    public const string GetItem = "dynamodb:GetItem";
    public const string UpdateItem = "dynamodb:UpdateItem";
    public const string Scan = "dynamodb:Scan";

    /// <summary>HeadBucket is authorized as a listing.</summary>
    public const string HeadBucket = "s3:ListBucket";
    public const string DescribeImages = "ecr:DescribeImages";
}
