namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>What is known of a request, by condition key. The case of keys does not count.</summary>
internal sealed class ContextKeys
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public ContextKeys()
    {
    }

    private ContextKeys(ContextKeys other) => _values = new(other._values, StringComparer.OrdinalIgnoreCase);

    /// <returns>The same keys and one more; a null value adds none.</returns>
    public ContextKeys With(string key, string? value) => value is null ? this : With(key, [value]);

    public ContextKeys With(string key, IReadOnlyList<string> values)
    {
        var more = new ContextKeys(this);
        more._values[key] = values;
        return more;
    }

    /// <returns>The values of a key; empty when the request has no such key.</returns>
    public IReadOnlyList<string> this[string key] => _values.GetValueOrDefault(key, []);

    public bool Has(string key) => _values.ContainsKey(key);
}
