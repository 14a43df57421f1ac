using System.Collections.ObjectModel;
using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>The sets of defaults among which <c>ClientConfig.DefaultConfigurationMode</c> chooses.</summary>
public static class AmazonKeyspacesStreamsDefaultConfiguration
{
    /// <summary>Defaults for most uses: up to 3.1 s to connect.</summary>
    public static IDefaultConfiguration Standard { get; } = Make(DefaultConfigurationMode.Standard, 3100);

    /// <summary>Defaults for a caller in the region of the service: up to 1.1 s to connect.</summary>
    public static IDefaultConfiguration InRegion { get; } = Make(DefaultConfigurationMode.InRegion, 1100);

    /// <summary>Defaults for a caller in another region: up to 3.1 s to connect.</summary>
    public static IDefaultConfiguration CrossRegion { get; } = Make(DefaultConfigurationMode.CrossRegion, 3100);

    /// <summary>Defaults for a caller on a mobile network: up to 30 s to connect.</summary>
    public static IDefaultConfiguration Mobile { get; } = Make(DefaultConfigurationMode.Mobile, 30000);

    /// <summary>Defaults that are chosen by where the caller runs.</summary>
    public static IDefaultConfiguration Auto { get; } = Make(DefaultConfigurationMode.Auto, 3100);

    /// <summary>All sets of defaults.</summary>
    public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() =>
        new([Standard, InRegion, CrossRegion, Mobile, Auto]);

    private static DefaultConfiguration Make(DefaultConfigurationMode name, int connectMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
