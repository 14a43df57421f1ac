using Amazon;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Makes the client of the change stream.</summary>
internal static class StreamClients
{
    /// <summary>Few retries of its own: the pod paces itself and keeps its place. Without credentials they are found as the SDK does.</summary>
    public static AmazonKeyspacesStreamsClient Create(SourceSettings source, AWSCredentials? credentials = null)
    {
        var config = Redirects.Refused(new AmazonKeyspacesStreamsConfig
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 1,
            Timeout = TimeSpan.FromSeconds(30),
            AuthenticationRegion = source.Region,
        });
        if (source.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(source.Region);
        }

        return credentials is null ? new AmazonKeyspacesStreamsClient(config) : new AmazonKeyspacesStreamsClient(credentials, config);
    }

    /// <summary>Finds the stream that the settings mean, for a command. The client lives as long as the process.</summary>
    /// <exception cref="FatalFaultException">There is no such stream.</exception>
    public static async Task<IStreamSource> OpenAsync(SourceSettings source, AWSCredentials credentials, CancellationToken cancellationToken)
    {
        var client = Create(source, credentials);
        return new KeyspacesStreamSource(client, await new StreamResolver(client).ResolveAsync(source, cancellationToken));
    }

    /// <summary>Reads the schema of the source's table, for a command.</summary>
    /// <param name="source">The table.</param>
    /// <param name="endpoint">Address of the API of tables; null for the region's own, or for a local service that speaks it where it speaks that of streams.</param>
    /// <param name="credentials">Null finds them as the SDK does.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="FatalFaultException">There is no such table.</exception>
    public static async Task<TableSchema> ReadSchemaAsync(SourceSettings source, Uri? endpoint, AWSCredentials? credentials, CancellationToken cancellationToken)
    {
        var config = Redirects.Refused(new AwsJsonConfig(AwsJsonService.Keyspaces)
        {
            RetryMode = RequestRetryMode.Standard,
            Timeout = TimeSpan.FromSeconds(30),
            AuthenticationRegion = source.Region,
        });
        var address = endpoint ?? (source.Endpoint is { } streams && !AwsHosts.Contain(streams.Host) ? streams : null);
        if (address is not null)
        {
            config.ServiceURL = address.ToString();
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(source.Region);
        }

        using var client = new AwsJsonClient(AwsJsonService.Keyspaces, credentials, config);
        return await new TableSchemas(client).ReadAsync(source, cancellationToken);
    }
}
