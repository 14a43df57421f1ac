using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>The user-defined types of tables. A table's types last as long as the table: there is no ALTER TYPE, columns are never dropped, and a type that is used cannot be.</summary>
internal sealed class KnownTypes
{
    private const int MostTables = 1000;

    private readonly Lock _lock = new();
    private readonly LatestUsed<string, Dictionary<string, UserType>> _tables = new(MostTables);

    /// <param name="table">A table and when it was created.</param>
    /// <param name="name">Name of the type, without quotes.</param>
    public UserType? Find(string table, string name)
    {
        lock (_lock)
        {
            return _tables.TryGet(table, out var types) ? types.GetValueOrDefault(name) : null;
        }
    }

    public void Keep(string table, UserType type)
    {
        lock (_lock)
        {
            if (!_tables.TryGet(table, out var types))
            {
                _tables.Put(table, types = new Dictionary<string, UserType>(StringComparer.Ordinal));
            }

            types[type.Name] = type;
        }
    }
}
