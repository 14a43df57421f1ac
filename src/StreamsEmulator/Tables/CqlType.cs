namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A column's CQL type, with the types of its elements or fields.</summary>
internal sealed record CqlType
{
    public required CqlKind Kind { get; init; }

    /// <summary>Element types of list, set and tuple; key and value of a map; field types of a UDT.</summary>
    public IReadOnlyList<CqlType> Parts { get; init; } = [];

    /// <summary>Name of a UDT, without quotes; else null.</summary>
    public string? Name { get; init; }

    /// <summary>Field names of a UDT, beside <see cref="Parts"/>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>A frozen value is written whole, so its elements carry no write time of their own.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The name of the union member that carries such a value, e.g. <c>textT</c>.</summary>
    public string WireName { get; init; } = "";

    /// <summary>From a value as it was given to its text on the wire; null when it stays as it is.</summary>
    public Func<string, string>? Written { get; init; }

    /// <summary>Names of the UDTs that it names itself, those that they use in turn not included.</summary>
    public IEnumerable<string> NamedTypes => Name is { } name ? [name] : Parts.SelectMany(part => part.NamedTypes);

    /// <summary>How many UDTs are within each other, at most.</summary>
    public int Nesting => (Name is null ? 0 : 1) + Parts.Select(part => part.Nesting).DefaultIfEmpty().Max();
}
