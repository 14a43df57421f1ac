namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Name of the KeyspacesCdcStream resource behind a settings document.</summary>
public sealed record ResourceSettings
{
    /// <summary>Namespace of the resource; <c>default</c> for a pod run by hand.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Name of the resource. Required.</summary>
    public required string Name { get; init; }
}
