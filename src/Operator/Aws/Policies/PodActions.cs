namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>IAM actions of the calls that a pod makes; a test compares them with the pod's code.</summary>
internal static class PodActions
{
    public static readonly IReadOnlyList<string> Stream = ["cassandra:GetStream", "cassandra:GetShardIterator", "cassandra:GetRecords"];

    public static readonly IReadOnlyList<string> Leases =
        ["dynamodb:DescribeTable", "dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];

    /// <summary>Only for a pod that runs without the operator, with <c>checkpoint.create</c>: the operator creates the tables of its pods itself. No policy that we print allows it.</summary>
    public const string CreateTable = "dynamodb:CreateTable";

    public const string PutObject = "s3:PutObject";

    /// <summary>Only for objects with tags.</summary>
    public const string PutObjectTagging = "s3:PutObjectTagging";

    /// <summary>HeadObject is authorized as a read.</summary>
    public const string HeadObject = "s3:GetObject";

    /// <summary>HeadBucket is authorized as a listing; without it, an object that is not there is answered with 403 instead of 404.</summary>
    public const string HeadBucket = "s3:ListBucket";

    /// <summary>Only with a KMS key of one's own; S3 asks for both to write and to look at what was written.</summary>
    public static readonly IReadOnlyList<string> Key = ["kms:GenerateDataKey", "kms:Decrypt"];
}
