namespace KeyspacesStreamer.Contracts.Aws;

/// <summary>Names under which services of AWS answer.</summary>
public static class AwsHosts
{
    private static readonly string[] Domains = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws", "api.amazonwebservices.com.cn", "api.amazonwebservices.eu"];

    /// <summary>Whether a host is one of AWS's. Customers can have names below some of these domains: it says where a service may be, and nothing of whom to trust.</summary>
    /// <param name="host">A host, without a port.</param>
    public static bool Contain(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Array.Exists(Domains, domain => host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
    }
}
