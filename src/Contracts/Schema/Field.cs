namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A named value of a typed format.</summary>
/// <param name="Name">Its name, in any characters: a format that allows fewer escapes it.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether it is never null.</param>
public sealed record Field(string Name, FieldType Type, bool IsRequired = false);
