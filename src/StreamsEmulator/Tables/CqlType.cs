namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A column's CQL type, with the types of its elements or fields.</summary>
internal sealed record CqlType
{
    public required CqlKind Kind { get; init; }

    /// <summary>Element types of list, set and tuple; key and value of a map; field types of a UDT.</summary>
    public IReadOnlyList<CqlType> Parts { get; init; } = [];

    /// <summary>Field names of a UDT, beside <see cref="Parts"/>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>A frozen value is written whole, so its elements carry no write time of their own.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The name of the union member that carries such a value, e.g. <c>textT</c>.</summary>
    public string WireName { get; init; } = "";
}
