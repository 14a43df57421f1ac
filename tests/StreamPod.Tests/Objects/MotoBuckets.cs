using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>A running moto for one test class, and fresh buckets in it.</summary>
public sealed class MotoBuckets : IAsyncLifetime
{
    private MotoServer? _server;
    private int _buckets;

    public static string? MissingReason => TestServers.ReasonFor(TestServers.MotoLauncher);

    public Uri Endpoint => _server?.Endpoint ?? throw new InvalidOperationException("moto does not run; the test should have been skipped.");

    public async ValueTask InitializeAsync() =>
        _server = MissingReason is null ? await MotoServer.StartAsync(TestContext.Current.CancellationToken) : null;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal IAmazonS3 Client() => S3Clients.Create(TestServers.Region, Endpoint, new BasicAWSCredentials(TestServers.AccessKey, TestServers.SecretKey));

    internal async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var bucket = $"bucket-{Interlocked.Increment(ref _buckets)}";
        using var client = Client();
        await client.PutBucketAsync(bucket, cancellationToken);
        return bucket;
    }
}
