using KeyspacesStreamer.StreamPod.Records;
using Microsoft.Data.Sqlite;

namespace KeyspacesStreamer.StreamPod.Leases.Sqlite;

/// <summary>The lease table in one SQLite file, for local runs: several processes of one machine share it.</summary>
internal sealed class SqliteLeaseTable : ILeaseTable
{
    private const string Scheme = "sqlite";
    private const string WorkerColumns = "pod, incarnation, heartbeat, nudge, progress";

    private static readonly string AllColumns = string.Join(", ", SqliteLeaseSchema.LeaseColumns);
    private static readonly string SelectLeases = $"SELECT {AllColumns} FROM lease";
    private static readonly string InsertLease =
        $"INSERT INTO lease ({AllColumns}) VALUES ({string.Join(", ", SqliteLeaseSchema.LeaseColumns.Index().Select(column => $"${column.Index}"))}) ON CONFLICT DO NOTHING";

    // Only our columns: one that somebody else added stays as it is.
    private static readonly string UpdateLease =
        $"UPDATE lease SET {string.Join(", ", SqliteLeaseSchema.LeaseColumns.Index().Skip(1).Select(column => $"{column.Item} = ${column.Index}"))} WHERE leaseKey = $0";

    private static readonly string OwnerColumns = string.Join(", ", SqliteLeaseSchema.OwnerColumns);
    private static readonly string WriteOwner =
        $"INSERT INTO stream (id, {OwnerColumns}) VALUES (1, {string.Join(", ", SqliteLeaseSchema.OwnerColumns.Index().Select(column => $"${column.Index}"))}) "
        + $"ON CONFLICT DO UPDATE SET {string.Join(", ", SqliteLeaseSchema.OwnerColumns.Index().Select(column => $"{column.Item} = ${column.Index}"))}";

    private readonly SqliteLeaseFile _file;

    /// <param name="folder">Folder of the file, which <see cref="EnsureAsync"/> may create.</param>
    /// <param name="tableName">Name of the file without its ending <c>.db</c>.</param>
    /// <exception cref="LeaseTableException">The name is not the name of a file.</exception>
    public SqliteLeaseTable(string folder, string tableName)
    {
        if (tableName.Length == 0 || Path.GetFileName(tableName) != tableName)
        {
            throw new LeaseTableException($"'{tableName}' cannot be the name of a lease table: a file name without folders expected.");
        }

        _file = new SqliteLeaseFile(Path.GetFullPath(Path.Combine(folder, tableName + ".db")));
    }

    /// <summary>Whether an endpoint asks for a SQLite file.</summary>
    public static bool IsMeantBy(Uri endpoint) => endpoint.IsAbsoluteUri && endpoint.Scheme == Scheme;

    /// <summary>The table at an endpoint <c>sqlite:///folder</c>.</summary>
    /// <exception cref="LeaseTableException">The endpoint names no folder.</exception>
    public static SqliteLeaseTable At(Uri endpoint, string tableName) =>
        IsMeantBy(endpoint) && endpoint.Host.Length == 0 && endpoint.AbsolutePath.StartsWith('/')
            ? new SqliteLeaseTable(Uri.UnescapeDataString(endpoint.AbsolutePath), tableName)
            : throw new LeaseTableException($"checkpoint.endpoint {endpoint} names no folder: sqlite:///folder with an absolute path expected.");

    public Task EnsureAsync(bool create, CancellationToken cancellationToken) => _file.EnsureAsync(create, cancellationToken);

    public Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken) => _file.ReadAsync(
        connection => new LeaseTableSnapshot(
            connection.Read(SqliteLeaseRow.Read, SelectLeases),
            connection.Read(ToWorker, $"SELECT {WorkerColumns} FROM worker"),
            OwnerIn(connection)),
        cancellationToken);

    public Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken) =>
        _file.ReadAsync(connection => LeaseIn(connection, shardId), cancellationToken);

    public Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken) =>
        _file.WriteAsync(connection => connection.Write(InsertLease, SqliteLeaseRow.Write(lease)) == 1, cancellationToken);

    public Task<bool> TryUpdateAsync(ShardId shardId, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken) => _file.WriteAsync(
        connection => LeaseIn(connection, shardId) is { } lease
            && guard.Accepts(lease)
            && connection.Write(UpdateLease, SqliteLeaseRow.Write(change.ApplyTo(lease))) == 1,
        cancellationToken);

    public Task<bool> TryDeleteAsync(Lease seen, CancellationToken cancellationToken) => _file.WriteAsync(
        connection => connection.Write(
            "DELETE FROM lease WHERE leaseKey = $0 AND leaseCounter = $1 AND leaseOwner IS NULL", seen.ShardId.Value, seen.Counter) == 1,
        cancellationToken);

    public Task<TableOwner?> FindOwnerAsync(CancellationToken cancellationToken) => _file.ReadAsync(OwnerIn, cancellationToken);

    public Task<bool> TryWriteOwnerAsync(TableOwner? seen, TableOwner owner, CancellationToken cancellationToken) => _file.WriteAsync(
        connection => OwnerIn(connection) == seen
            && connection.Write(WriteOwner, [.. owner.Texts.Select(text => (object?)text.Value), owner.IsSeeded ? 1L : 0L]) == 1,
        cancellationToken);

    public Task<WorkerItem> BeatAsync(WorkerName worker, string? progress, CancellationToken cancellationToken) => _file.WriteAsync(
        connection => connection.Read(
            ToWorker,
            $"INSERT INTO worker ({WorkerColumns}) VALUES ($0, $1, 1, 0, $2) "
            + $"ON CONFLICT DO UPDATE SET incarnation = $1, heartbeat = heartbeat + 1, progress = $2 RETURNING {WorkerColumns}",
            worker.Pod,
            worker.Incarnation,
            progress).Single(),
        cancellationToken);

    public Task<WorkerItem?> FindWorkerAsync(string pod, CancellationToken cancellationToken) => _file.ReadAsync(
        connection => connection.Read(ToWorker, $"SELECT {WorkerColumns} FROM worker WHERE pod = $0", pod).SingleOrDefault(), cancellationToken);

    public Task<bool> TryNudgeAsync(string pod, CancellationToken cancellationToken) =>
        _file.WriteAsync(connection => connection.Write("UPDATE worker SET nudge = nudge + 1 WHERE pod = $0", pod) == 1, cancellationToken);

    public Task<bool> TryDeleteWorkerAsync(WorkerName worker, long? heartbeat, CancellationToken cancellationToken) => _file.WriteAsync(
        connection => connection.Write(
            "DELETE FROM worker WHERE pod = $0 AND incarnation = $1 AND heartbeat = ifnull($2, heartbeat)", worker.Pod, worker.Incarnation, heartbeat) == 1,
        cancellationToken);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static Lease? LeaseIn(SqliteConnection connection, ShardId shardId) =>
        connection.Read(SqliteLeaseRow.Read, SelectLeases + " WHERE leaseKey = $0", shardId.Value).SingleOrDefault();

    private static TableOwner? OwnerIn(SqliteConnection connection) =>
        connection.Read(ToOwner, $"SELECT {OwnerColumns} FROM stream").SingleOrDefault();

    private static TableOwner? ToOwner(SqliteDataReader row) =>
        TableOwner.Of(name => row.IsDBNull(row.GetOrdinal(name)) ? null : row.GetString(row.GetOrdinal(name)), row.GetInt64(row.GetOrdinal(LeaseAttributes.IsSeeded)) != 0);

    private static WorkerItem ToWorker(SqliteDataReader row) => new()
    {
        Name = new WorkerName(row.GetString(0), row.GetString(1)),
        Heartbeat = row.GetInt64(2),
        Nudge = row.GetInt64(3),
        Progress = row.IsDBNull(4) ? null : row.GetString(4),
    };
}
