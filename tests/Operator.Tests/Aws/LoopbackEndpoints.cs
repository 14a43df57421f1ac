using System.Globalization;
using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>Clients that may ask every port of this machine, for servers that get their port when they start.</summary>
internal static class LoopbackEndpoints
{
    public static readonly AllowedEndpoints All = AllowedEndpoints.Of(
        Enumerable.Range(1, ushort.MaxValue).Select(port => new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}")));

    public static AwsClients NewClients(AWSCredentials credentials) => new(TimeProvider.System, credentials, All);
}
