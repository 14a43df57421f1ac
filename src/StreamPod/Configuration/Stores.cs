using Amazon.Runtime;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.StreamPod.Leases.Sqlite;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Objects.Folders;
using KeyspacesStreamer.StreamPod.Objects.S3;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>Opens the stores that the settings name, by the scheme of their endpoints.</summary>
internal static class Stores
{
    /// <summary>S3, or a local folder for <c>file:</c>. Without credentials they are found as the SDK does.</summary>
    /// <exception cref="ObjectStoreException">The endpoint names no folder.</exception>
    public static IObjectStore OpenObjects(TimeProvider clock, Random random, StreamSettings settings, AWSCredentials? credentials = null)
    {
        var (destination, region) = (settings.Destination, settings.Destination.Region ?? settings.Source.Region);
        return destination.Endpoint is { IsFile: true } folder
            ? new FolderObjectStore(random, folder, destination.Bucket)
            : new S3ObjectStore(clock, random, S3Clients.Create(region, destination.Endpoint, credentials), destination, region);
    }

    /// <summary>DynamoDB, or a local file for <c>sqlite:</c>. Credentials as above.</summary>
    /// <exception cref="LeaseTableException">The endpoint names no folder.</exception>
    public static ILeaseTable OpenLeases(TimeProvider clock, StreamSettings settings, AWSCredentials? credentials = null)
    {
        var checkpoint = settings.Checkpoint;
        return checkpoint.Endpoint is { } endpoint && SqliteLeaseTable.IsMeantBy(endpoint)
            ? SqliteLeaseTable.At(endpoint, checkpoint.Table)
            : new DynamoDbLeaseTable(clock, DynamoDbClients.Create(checkpoint.Region ?? settings.Source.Region, checkpoint.Endpoint, credentials), checkpoint.Table);
    }
}
