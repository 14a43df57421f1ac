namespace KeyspacesStreamer.Operator.Aws;

/// <summary>The partition of AWS that a region belongs to, by the region's name.</summary>
internal static class AwsPartition
{
    /// <summary>Second part of an ARN.</summary>
    public static string Of(string region) => region switch
    {
        _ when IsChina(region) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>End of the services' host names.</summary>
    public static string DomainOf(string region) => IsChina(region) ? "amazonaws.com.cn" : "amazonaws.com";

    private static bool IsChina(string region) => region.StartsWith("cn-", StringComparison.Ordinal);
}
