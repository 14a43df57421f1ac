using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.StreamPod.Leases.Sqlite;
using KeyspacesStreamer.StreamPod.Objects.Folders;
using KeyspacesStreamer.StreamPod.Objects.S3;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

/// <summary>Endpoints decide which stores are opened.</summary>
public sealed class StoresTests
{
    [Theory]
    [InlineData(null, typeof(S3ObjectStore))]
    [InlineData("http://localhost:9000", typeof(S3ObjectStore))]
    [InlineData("file:///tmp/objects", typeof(FolderObjectStore))]
    public async Task OpenObjects_GoesByTheScheme(string? endpoint, Type wanted)
    {
        await using var store = Stores.OpenObjects(TimeProvider.System, new Random(1), SettingsWith(endpoint, null));

        Assert.IsType(wanted, store);
    }

    [Theory]
    [InlineData(null, typeof(DynamoDbLeaseTable))]
    [InlineData("http://localhost:8000", typeof(DynamoDbLeaseTable))]
    [InlineData("sqlite:///tmp/leases", typeof(SqliteLeaseTable))]
    public async Task OpenLeases_GoesByTheScheme(string? endpoint, Type wanted)
    {
        await using var table = Stores.OpenLeases(TimeProvider.System, SettingsWith(null, endpoint));

        Assert.IsType(wanted, table);
    }

    private static StreamSettings SettingsWith(string? objects, string? leases) => new()
    {
        Resource = new ResourceSettings { Name = "media" },
        Source = new SourceSettings { Keyspace = "media", Table = "content", Region = "eu-west-1" },
        Destination = new DestinationSettings { Bucket = "keyspaces-data", Endpoint = objects is null ? null : new Uri(objects) },
        Checkpoint = new CheckpointSettings { Table = "leases", Endpoint = leases is null ? null : new Uri(leases) },
    };
}
