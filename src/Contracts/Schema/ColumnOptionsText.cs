using System.Text.Json;

namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>Options of columns as one canonical text, for fingerprints.</summary>
public static class ColumnOptionsText
{
    /// <summary>JSON with the columns by name.</summary>
    public static string Of(IReadOnlyDictionary<string, ColumnOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return JsonSerializer.Serialize(new SortedDictionary<string, ColumnOptions>(options.ToDictionary(), StringComparer.Ordinal), SchemaJson.Canonical.IReadOnlyDictionaryStringColumnOptions);
    }
}
