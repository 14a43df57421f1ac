namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Services of AWS that the lab answers for.</summary>
internal enum LabService
{
    S3,
    DynamoDb,

    /// <summary>Streams of Amazon Keyspaces.</summary>
    Streams,

    /// <summary>Tables of Amazon Keyspaces.</summary>
    Keyspaces,
    Ecr,
    Sts,
}
