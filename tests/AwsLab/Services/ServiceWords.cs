namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>How the services are called.</summary>
internal static class ServiceWords
{
    /// <summary>Name that requests are signed for.</summary>
    public static string SigningNameOf(LabService service) => service switch
    {
        LabService.S3 => "s3",
        LabService.DynamoDb => "dynamodb",
        LabService.Streams or LabService.Keyspaces => "cassandra",
        LabService.Ecr => "ecr",
        LabService.Sts => "sts",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "A service without a signing name."),
    };

    /// <summary>Name in the journal.</summary>
    public static string Of(LabService service) => service switch
    {
        LabService.S3 => "s3",
        LabService.DynamoDb => "dynamodb",
        LabService.Streams => "streams",
        LabService.Keyspaces => "keyspaces",
        LabService.Ecr => "ecr",
        LabService.Sts => "sts",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "A service without a name."),
    };

    public static bool IsJson(LabService service) => service is not (LabService.S3 or LabService.Sts);
}
