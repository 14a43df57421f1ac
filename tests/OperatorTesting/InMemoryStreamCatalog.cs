using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.OperatorTesting;

/// <summary>Tables and their change streams, in memory.</summary>
internal sealed class InMemoryStreamCatalog : IStreamCatalog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Keyspace, string Table), List<InMemoryStream>> _tables = [];

    public CallPlan Calls { get; } = new();

    /// <summary>Whether a missing table is told from one without streams; false as where only streams can be listed.</summary>
    public bool KnowsTables { get; set; } = true;

    /// <summary>Columns of tables by name; of others nothing is known.</summary>
    public Dictionary<string, TableColumns> Columns { get; } = [];

    public Task<TableColumns?> FindColumnsAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(FindColumnsAsync), cancellationToken);
        lock (_lock)
        {
            return Task.FromResult(Columns.GetValueOrDefault(address.Table));
        }
    }

    /// <summary>Schemas of tables by name; other tables count as missing.</summary>
    public Dictionary<string, TableSchema> Schemas { get; } = [];

    public Task<TableSchema?> FindSchemaAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(FindSchemaAsync), cancellationToken);
        lock (_lock)
        {
            // Another object each time, as the service makes it.
            return Task.FromResult(Schemas.GetValueOrDefault(address.Table) is { } schema ? schema with { Columns = [.. schema.Columns], Types = [.. schema.Types] } : null);
        }
    }

    public void AddTable(string keyspace, string table)
    {
        lock (_lock)
        {
            _tables.TryAdd((keyspace, table), []);
        }
    }

    /// <summary>Adds a stream, the newest of its table from now on, and the table if it is missing.</summary>
    public void AddStream(string keyspace, string table, FoundStream stream, params string[] shards)
    {
        lock (_lock)
        {
            _tables.TryAdd((keyspace, table), []);
            _tables[(keyspace, table)].Add(new InMemoryStream(stream, [.. shards]));
        }
    }

    public void SetState(string arn, StreamState state)
    {
        lock (_lock)
        {
            var stream = Find(arn) ?? throw new InvalidOperationException($"There is no stream {arn}.");
            stream.Found = stream.Found with { State = state };
        }
    }

    public void SetShards(string arn, params string[] shards)
    {
        lock (_lock)
        {
            var stream = Find(arn) ?? throw new InvalidOperationException($"There is no stream {arn}.");
            stream.Shards = [.. shards];
        }
    }

    public void RemoveStream(string arn)
    {
        lock (_lock)
        {
            foreach (var streams in _tables.Values)
            {
                streams.RemoveAll(stream => stream.Found.Arn == arn);
            }
        }
    }

    public void RemoveTable(string keyspace, string table)
    {
        lock (_lock)
        {
            _tables.Remove((keyspace, table));
        }
    }

    public Task<TableStreams> FindLatestAsync(StreamAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(FindLatestAsync), cancellationToken);
        lock (_lock)
        {
            var streams = _tables.GetValueOrDefault((address.Keyspace, address.Table));
            return Task.FromResult(new TableStreams
            {
                TableExists = KnowsTables ? streams is not null : null,
                Latest = streams?.LastOrDefault()?.Found,
            });
        }
    }

    public Task<FoundStream?> DescribeAsync(StreamAddress address, string arn, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(DescribeAsync), cancellationToken);
        lock (_lock)
        {
            return Task.FromResult(Find(arn)?.Found);
        }
    }

    public Task<IReadOnlySet<string>?> ListShardsAsync(StreamAddress address, string arn, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(ListShardsAsync), cancellationToken);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlySet<string>?>(Find(arn)?.Shards);
        }
    }

    private InMemoryStream? Find(string arn) => _tables.Values.SelectMany(streams => streams).FirstOrDefault(stream => stream.Found.Arn == arn);

    /// <summary>A stream and its shards.</summary>
    private sealed class InMemoryStream(FoundStream found, HashSet<string> shards)
    {
        public FoundStream Found { get; set; } = found;

        public HashSet<string> Shards { get; set; } = shards;
    }
}
