namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Name of the KeyspacesCdcStream resource behind a settings document.</summary>
public sealed record ResourceSettings
{
    /// <summary>Namespace of the resource; <c>default</c> for a pod run by hand.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Name of the resource. Required.</summary>
    public required string Name { get; init; }

    /// <summary>Installation of the resource, 1 to 63 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; a lease table of another one is refused. The operator writes its own. Default none.</summary>
    public string? Installation { get; init; }
}
