namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A user-defined type of a keyspace. It never changes: Keyspaces has no ALTER TYPE.</summary>
public sealed record UserType
{
    /// <summary>Its name, without quotes. Required.</summary>
    public required string Name { get; init; }

    /// <summary>Its fields in their order. Required.</summary>
    public required IReadOnlyList<UserTypeField> Fields { get; init; }
}
