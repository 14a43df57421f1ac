using Amazon;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
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
}
