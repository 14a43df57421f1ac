namespace KeyspacesStreamer.AwsAccess;

/// <summary>The partition of AWS that a region belongs to, by the region's name.</summary>
public static class AwsPartition
{
    /// <summary>Second part of an ARN.</summary>
    public static string Of(string region) => region switch
    {
        _ when IsChina(region) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when IsEuropeanSovereign(region) => "aws-eusc",
        _ => "aws",
    };

    /// <summary>End of the services' host names.</summary>
    public static string DomainOf(string region) => IsChina(region) ? "amazonaws.com.cn" : IsEuropeanSovereign(region) ? "amazonaws.eu" : "amazonaws.com";

    /// <summary>End of the host names that answer over IPv4 and IPv6; in China and the European sovereign partition, for which none is documented, the other end.</summary>
    public static string DualStackDomainOf(string region) => IsChina(region) || IsEuropeanSovereign(region) ? DomainOf(region) : "api.aws";

    private static bool IsEuropeanSovereign(string region) => region.StartsWith("eusc-", StringComparison.Ordinal);

    private static bool IsChina(string region) => region.StartsWith("cn-", StringComparison.Ordinal);
}
