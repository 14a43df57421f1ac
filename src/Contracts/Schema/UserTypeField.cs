namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A field of a user-defined type.</summary>
public sealed record UserTypeField
{
    /// <summary>Its name, without quotes. Required.</summary>
    public required string Name { get; init; }

    /// <summary>Its type in CQL. Required.</summary>
    public required string Type { get; init; }
}
