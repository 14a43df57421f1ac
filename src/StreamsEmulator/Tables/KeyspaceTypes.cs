namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>The user-defined types of all keyspaces. The catalog's gate is held by the caller.</summary>
internal sealed class KeyspaceTypes(TimeProvider clock)
{
    private readonly Dictionary<string, Dictionary<string, UserType>> _keyspaces = new(StringComparer.Ordinal);

    /// <summary>All types of a keyspace, by name.</summary>
    public IReadOnlyDictionary<string, UserType> Of(string keyspace) =>
        _keyspaces.GetValueOrDefault(keyspace) ?? new Dictionary<string, UserType>();

    /// <summary>The fields of all types of a keyspace with those that a table brings.</summary>
    /// <exception cref="EmulatorException">The keyspace has such a type with other fields.</exception>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> With(string keyspace, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> brought)
    {
        var all = Of(keyspace).ToDictionary(pair => pair.Key, pair => pair.Value.Fields, StringComparer.Ordinal);
        foreach (var (name, fields) in brought)
        {
            if (!all.TryAdd(name, fields) && !all[name].SequenceEqual(fields))
            {
                throw new EmulatorException($"Keyspace {keyspace} has a type '{name}' with other fields.");
            }
        }

        return all;
    }

    public void Add(string keyspace, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> brought)
    {
        if (!_keyspaces.TryGetValue(keyspace, out var types))
        {
            _keyspaces.Add(keyspace, types = new Dictionary<string, UserType>(StringComparer.Ordinal));
        }

        foreach (var (name, fields) in brought)
        {
            types.TryAdd(name, new UserType(name, fields, clock.GetUtcNow()));
        }
    }
}
