using System.Globalization;
using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>All tables and streams of the server.</summary>
internal sealed class TableCatalog(TimeProvider clock, Random random, ServiceIdentity identity, StreamSettings settings)
{
    private readonly Lock _gate = new();
    private readonly OrdinalSource _ordinals = new();
    private readonly SortedDictionary<string, Table> _tables = new(StringComparer.Ordinal);
    private readonly List<ChangeStream> _streams = [];
    private readonly KeyspaceTypes _types = new(clock);
    private DateTimeOffset _lastLabel = DateTimeOffset.MinValue;

    public ServiceIdentity Identity { get; } = identity;

    /// <summary>How long after its time a row or cell is removed.</summary>
    public TimeSpan ExpiryDelay { get; } = settings.ExpiryDelay;

    public IReadOnlyList<Table> Tables
    {
        get
        {
            lock (_gate)
            {
                return [.. _tables.Values];
            }
        }
    }

    /// <summary>Every stream ever made, in order of creation.</summary>
    public IReadOnlyList<ChangeStream> Streams
    {
        get
        {
            lock (_gate)
            {
                return [.. _streams];
            }
        }
    }

    public Table Create(TableDocument document)
    {
        var viewType = WireNames.ViewTypeOf(document.ViewType);
        lock (_gate)
        {
            var schema = TableSchema.Of(document, _types.With(document.Keyspace, document.Types));
            var table = new Table(clock, schema, _ordinals);
            if (!_tables.TryAdd(Name(schema.Keyspace, schema.Name), table))
            {
                throw new EmulatorException($"Table {schema.Keyspace}.{schema.Name} exists already.");
            }

            _types.Add(schema.Keyspace, document.Types);

            if (document.Stream)
            {
                Attach(table, viewType, document.Shards);
            }

            return table;
        }
    }

    public Table? Find(string keyspace, string table)
    {
        lock (_gate)
        {
            return _tables.GetValueOrDefault(Name(keyspace, table));
        }
    }

    public Table Require(string keyspace, string table) =>
        Find(keyspace, table) ?? throw new EmulatorException($"There is no table {keyspace}.{table}.");

    /// <summary>Adds columns to a table; changes that are applied from now on can write them.</summary>
    public void Alter(
        Table table, IReadOnlyDictionary<string, string> added, IReadOnlyList<string> statics, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> types)
    {
        lock (_gate)
        {
            var keyspace = table.Schema.Keyspace;
            var schema = table.Schema.With(added, statics, _types.With(keyspace, types));
            lock (table.Gate)
            {
                table.Alter(schema);
            }

            _types.Add(keyspace, types);
        }
    }

    /// <param name="keyspace">The keyspace.</param>
    /// <param name="name">Name of the type, without quotes.</param>
    public UserType? FindType(string keyspace, string name)
    {
        lock (_gate)
        {
            return _types.Of(keyspace).GetValueOrDefault(name);
        }
    }

    public TypeUse UseOf(string keyspace, UserType type)
    {
        lock (_gate)
        {
            var types = _types.Of(keyspace);
            var parser = new CqlTypeParser(types.ToDictionary(pair => pair.Key, pair => pair.Value.Fields));
            return new TypeUse(
                [.. _tables.Values.Where(table => table.Schema.Keyspace == keyspace && table.Schema.Columns.Any(column => Names(column.Type))).Select(table => table.Schema.Name)],
                [.. types.Values.Where(other => other.Fields.Values.Any(field => Names(parser.Parse(field)))).Select(other => other.Written)],
                1 + type.Fields.Values.Select(field => parser.Parse(field).Nesting).DefaultIfEmpty().Max());
        }

        bool Names(CqlType used) => used.NamedTypes.Contains(type.Name, StringComparer.Ordinal);
    }

    public ChangeStream? FindStream(string arn)
    {
        lock (_gate)
        {
            return _streams.Find(stream => stream.Arn == arn);
        }
    }

    /// <summary>Gives a table a new stream under a new label.</summary>
    public ChangeStream Enable(Table table, ViewType viewType, int shards)
    {
        lock (_gate)
        {
            return table.LatestStream is { TakesRecords: true } current
                ? throw new EmulatorException($"Table {table.Schema.Keyspace}.{table.Schema.Name} has an enabled stream: {current.Arn}.")
                : Attach(table, viewType, shards);
        }
    }

    private static string Name(string keyspace, string table) => $"{keyspace}.{table}";

    private ChangeStream Attach(Table table, ViewType viewType, int shards)
    {
        var label = NextLabel();
        var stream = new ChangeStream(clock, new Random(random.Next()), settings, shards)
        {
            Arn = $"{Identity.TableArn(table.Schema.Keyspace, table.Schema.Name)}/stream/{label}",
            Label = label,
            Keyspace = table.Schema.Keyspace,
            Table = table.Schema.Name,
            ViewType = viewType,
            Index = _streams.Count,
            Gate = table.Gate,
        };
        lock (table.Gate)
        {
            table.Attach(stream);
        }

        _streams.Add(stream);
        return stream;
    }

    /// <summary>Labels are times of creation; two streams made within a millisecond get different ones all the same.</summary>
    private string NextLabel()
    {
        var now = clock.GetUtcNow();
        _lastLabel = now > _lastLabel.AddMilliseconds(1) ? now : _lastLabel.AddMilliseconds(1);
        return _lastLabel.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
