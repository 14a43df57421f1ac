namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A user-defined type of a keyspace; it never changes.</summary>
/// <param name="Name">Its name, without quotes.</param>
/// <param name="Fields">Name to CQL type, in order.</param>
/// <param name="CreatedAt">When the first table came that has it.</param>
internal sealed record UserType(string Name, IReadOnlyDictionary<string, string> Fields, DateTimeOffset CreatedAt)
{
    /// <summary>Its name as CQL writes it: in quotes unless it is a lower-case word.</summary>
    public string Written => Name.All(letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') && !char.IsAsciiDigit(Name[0])
        ? Name
        : $"\"{Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
