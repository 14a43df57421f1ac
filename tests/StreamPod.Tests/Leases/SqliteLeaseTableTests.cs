using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.Sqlite;
using KeyspacesStreamer.Testing.Leases;
using Microsoft.Data.Sqlite;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>The SQLite lease table holds to the contract, each handle with a connection of its own as another process would have.</summary>
public sealed class SqliteLeaseTableTests : LeaseTableContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leases-");

    private string FilePath => Path.Combine(_folder.FullName, "leases.db");

    [Fact]
    public async Task Update_ForeignColumn_Survives()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(1)), Stop);
        await ExecuteAsync("ALTER TABLE lease ADD COLUMN note TEXT; UPDATE lease SET note = 'kept'");

        Assert.True(await table.TryUpdateAsync(Shard(1), default, new() { CounterStep = 1, Owner = Change<string>.To(null) }, Stop));

        Assert.Equal("kept", await ExecuteAsync("SELECT note FROM lease"));
    }

    [Fact]
    public async Task Columns_SayWhatTheirNamesPromise()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)) with { ChainTail = "tail", HandoffTo = "handoff", HaltReason = "halt", Owner = "owner" }, Stop);

        Assert.Equal("tail handoff halt owner", await ExecuteAsync("SELECT concat_ws(' ', chainTail, handoffTo, haltReason, leaseOwner) FROM lease"));
    }

    [Fact]
    public async Task Ensure_FileOfVersion010_IsCompletedAndItsOwnerStands()
    {
        const string firstSchema = """
            CREATE TABLE lease (leaseKey TEXT PRIMARY KEY NOT NULL, leaseOwner TEXT, leaseCounter INTEGER NOT NULL, checkpoint TEXT NOT NULL, ownerSwitchesSinceCheckpoint INTEGER NOT NULL,
              parentShardId TEXT, childShardIds TEXT, pendingCheckpoint TEXT, pendingCheckpointState BLOB, streamArn TEXT, chainTail TEXT, caughtUpAt TEXT, latestSince TEXT, handoffTo TEXT,
              haltReason TEXT, records INTEGER NOT NULL, objects INTEGER NOT NULL, lastCommitAt TEXT, promisedSince TEXT) STRICT;
            CREATE TABLE worker (pod TEXT PRIMARY KEY NOT NULL, incarnation TEXT NOT NULL, heartbeat INTEGER NOT NULL, nudge INTEGER NOT NULL, progress TEXT) STRICT;
            CREATE TABLE stream (id INTEGER PRIMARY KEY CHECK (id = 1), streamArn TEXT NOT NULL, resource TEXT NOT NULL, isSeeded INTEGER NOT NULL) STRICT;
            PRAGMA user_version = 1;
            """;
        await ExecuteAsync(firstSchema + "INSERT INTO stream (id, streamArn, resource, isSeeded) VALUES (1, 'arn:one', 'media/content', 1)");
        var older = new TableOwner { StreamArn = "arn:one", Resource = "media/content", IsSeeded = true };

        await using var table = await OpenAsync();

        Assert.Equal(older, await table.FindOwnerAsync(Stop));
        Assert.True(await table.TryWriteOwnerAsync(older, older with { Installation = "8f0c", Bucket = "media-data" }, Stop));
        Assert.Equal(older with { Installation = "8f0c", Bucket = "media-data" }, await table.FindOwnerAsync(Stop));
    }

    [Fact]
    public async Task Write_WhileAnotherProcessHoldsTheLock_FailsAsIoAndReadsGoOn()
    {
        await using var table = await OpenAsync();
        await using var file = new SqliteLeaseFile(FilePath, busySeconds: 1);
        await using var other = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        await other.OpenAsync(Stop);
        await using var held = other.BeginTransaction(deferred: false);

        await Assert.ThrowsAsync<IOException>(() => file.WriteAsync(_ => true, Stop));

        Assert.Null(await table.FindAsync(Shard(1), Stop));
    }

    [Fact]
    public async Task Reopened_File_StillHoldsTheLeases()
    {
        await using (var table = await OpenAsync())
        {
            await table.TryCreateAsync(Full(Shard(1)), Stop);
        }

        await using var reopened = new SqliteLeaseTable(_folder.FullName, "leases");
        await reopened.EnsureAsync(create: false, Stop);

        Assert.Equal(Text(Full(Shard(1))), Text(await reopened.FindAsync(Shard(1), Stop)));
    }

    [Fact]
    public async Task Ensure_FileOfTheVersionBefore_GetsTheNewColumnAndKeepsItsLeases()
    {
        await using (var before = await OpenAsync())
        {
            await before.TryCreateAsync(Fresh(Shard(1)), Stop);
        }

        await ExecuteAsync("ALTER TABLE lease DROP COLUMN promisedSince");

        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(2)), Stop);

        Assert.Equal(Text(Fresh(Shard(1))), Text(await table.FindAsync(Shard(1), Stop)));
        Assert.Equal(Text(Full(Shard(2))), Text(await table.FindAsync(Shard(2), Stop)));
    }

    [Fact]
    public async Task Ensure_MissingAndNotAllowed_SaysWhatToDoAndCreatesNothing()
    {
        await using var table = new SqliteLeaseTable(_folder.FullName, "leases");

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => table.EnsureAsync(create: false, Stop));
        await Assert.ThrowsAsync<LeaseTableException>(() => table.FindAsync(Shard(1), Stop));

        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("checkpoint.create", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("streampod leases rebuild", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task Ensure_MissingFolder_IsCreated()
    {
        await using var table = SqliteLeaseTable.At(new Uri($"sqlite://{_folder.FullName}/a%20b/c"), "leases");

        await table.EnsureAsync(create: true, Stop);

        Assert.True(File.Exists(Path.Combine(_folder.FullName, "a b", "c", "leases.db")));
    }

    [Fact]
    public async Task Ensure_ByManyProcessesAtOnce_AllFindTheTable()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new SqliteLeaseTable(_folder.FullName, "leases")).ToArray();

        await Task.WhenAll(tables.Select(table => table.EnsureAsync(create: true, Stop)));

        Assert.True(await tables[0].TryCreateAsync(Fresh(Shard(1)), Stop));
        Assert.NotNull(await tables[7].FindAsync(Shard(1), Stop));
        await Task.WhenAll(tables.Select(table => table.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Ensure_FileOfSomethingElse_IsRefused()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 10_000), Stop);
        await using var table = new SqliteLeaseTable(_folder.FullName, "leases");

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => table.EnsureAsync(create: true, Stop));

        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_DatabaseOfSomethingElse_IsRefused()
    {
        await ExecuteAsync("CREATE TABLE lease (id INTEGER)");
        await using var table = new SqliteLeaseTable(_folder.FullName, "leases");

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => table.EnsureAsync(create: true, Stop));

        Assert.Contains("user_version is 0, 1 expected", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposed_AnyCall_Throws()
    {
        var table = await OpenAsync();
        await table.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => table.FindAsync(Shard(1), Stop));
    }

    [Theory]
    [InlineData("https://dynamodb.eu-central-1.amazonaws.com", false)]
    [InlineData("sqlite:///var/leases", true)]
    public void Endpoint_OfThisScheme_IsMeant(string endpoint, bool isMeant)
    {
        Assert.Equal(isMeant, SqliteLeaseTable.IsMeantBy(new Uri(endpoint)));
    }

    [Theory]
    [InlineData("sqlite://host/folder", "leases")]
    [InlineData("http://host/folder", "leases")]
    [InlineData("sqlite:///folder", "../leases")]
    [InlineData("sqlite:///folder", "")]
    public void At_NoFolderOrNoFileName_IsRefused(string endpoint, string tableName)
    {
        Assert.Throws<LeaseTableException>(() => SqliteLeaseTable.At(new Uri(endpoint), tableName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    internal override async Task<ILeaseTable> OpenAsync()
    {
        var table = new SqliteLeaseTable(_folder.FullName, "leases");
        await table.EnsureAsync(create: true, Stop);
        return table;
    }

    private async Task<object?> ExecuteAsync(string statements)
    {
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        return await command.ExecuteScalarAsync(Stop);
    }
}
