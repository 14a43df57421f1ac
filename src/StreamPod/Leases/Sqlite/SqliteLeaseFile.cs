using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace KeyspacesStreamer.StreamPod.Leases.Sqlite;

/// <summary>The SQLite file behind a lease table: one connection, used by one call at a time; other processes use the file beside us.</summary>
internal sealed class SqliteLeaseFile : IAsyncDisposable
{
    private const long SchemaVersion = 1;
    private const int DefaultBusySeconds = 5;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _path;
    private readonly int _busySeconds;
    private SqliteConnection? _connection;
    private bool _isDisposed;

    /// <param name="path">Path of the file.</param>
    /// <param name="busySeconds">How long a call waits for other processes before it fails with an <see cref="IOException"/>. Default 5.</param>
    public SqliteLeaseFile(string path, int busySeconds = DefaultBusySeconds) => (_path, _busySeconds) = (path, busySeconds);

    /// <exception cref="LeaseTableException">The file is missing and may not be created, or is something else.</exception>
    public Task EnsureAsync(bool create, CancellationToken cancellationToken) => InTurnAsync(() => Ensure(create), cancellationToken);

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        InTurnAsync(() => read(Connection()), cancellationToken);

    /// <summary>Runs the step in a transaction that holds the write lock from its beginning; it is committed whatever the answer.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            using var transaction = Connection().BeginTransaction(deferred: false);
            var answer = write(transaction.Connection ?? throw new InvalidOperationException("A new transaction has no connection."));
            transaction.Commit();
            return answer;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        _isDisposed = true;
        await (_connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        _connection = null;
        _turn.Release();
    }

    // SQLite blocks its thread, so it works on one of the pool; what has begun is not cancelled half way.
    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await Task.Run(work, cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED or SQLITE_IOERR or SQLITE_FULL)
        {
            throw new IOException($"Lease table {_path}: {exception.Message}", exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLITE_NOTADB or SQLITE_CANTOPEN or SQLITE_CORRUPT or SQLITE_READONLY)
        {
            throw new LeaseTableException($"Lease table {_path} cannot be used: {exception.Message}", exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool Ensure(bool create)
    {
        if (!create && !File.Exists(_path))
        {
            throw new LeaseTableException(
                $"Lease table {_path} does not exist. Set checkpoint.create to true, or name another folder in checkpoint.endpoint. {LeaseTableException.Recovery}")
            {
                IsMissing = true,
            };
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!); // never null: the path is a file in a folder
        _connection ??= Open(create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        using var transaction = _connection.BeginTransaction(deferred: false);
        var version = Scalar("PRAGMA user_version");
        if (version == 0 && Scalar("SELECT count(*) FROM sqlite_master") == 0 && create)
        {
            Execute(_connection, SqliteLeaseSchema.Statements + $"PRAGMA user_version = {SchemaVersion};");
            version = SchemaVersion;
        }

        if (version != SchemaVersion)
        {
            throw new LeaseTableException($"{_path} is not a lease table: its user_version is {version}, {SchemaVersion} expected. Name another table in checkpoint.table.");
        }

        foreach (var (table, column) in SqliteLeaseSchema.LaterColumns)
        {
            if (Scalar($"SELECT count(*) FROM pragma_table_info('{table}') WHERE name = '{column}'") == 0)
            {
                Execute(_connection, $"ALTER TABLE {table} ADD COLUMN {column} TEXT;");
            }
        }

        transaction.Commit();
        return true;
    }

    private long Scalar(string question)
    {
        using var command = Connection().CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    private SqliteConnection Connection() => _connection ??= Open(SqliteOpenMode.ReadWrite);

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var words = new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false, DefaultTimeout = _busySeconds };
        var connection = new SqliteConnection(words.ConnectionString);
        try
        {
            connection.Open();

            // FULL: a prepared group must not be forgotten when the machine loses power after its objects were written.
            Execute(connection, $"PRAGMA busy_timeout = {_busySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
