using Amazon.KeyspacesStreams;
using Amazon.Runtime;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>Clients that talk to a server of the test.</summary>
internal static class Clients
{
    public static AmazonKeyspacesStreamsConfig Settings(WireServer server, int retries = 0) => new()
    {
        ServiceURL = server.Url,
        AuthenticationRegion = "eu-west-1",
        MaxErrorRetry = retries,
    };

    public static AmazonKeyspacesStreamsClient For(WireServer server, int retries = 0) =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), Settings(server, retries));
}
