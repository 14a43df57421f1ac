using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Integration.Tests.Stands;

/// <summary>What a test stand is set up with.</summary>
internal sealed record StandOrder
{
    /// <summary>Name of the folder with logs and settings, below artifacts/integration.</summary>
    public required string Name { get; init; }

    /// <summary>Seed of the faults.</summary>
    public int Seed { get; init; } = 1;

    public IReadOnlyList<string> EmulatorArguments { get; init; } = [];

    /// <summary>The reader of another make for streams that write rows; null for lines of Native.</summary>
    public string? RowReader { get; init; }

    /// <summary>Changes to the settings that all stands share.</summary>
    public Action<JsonObject> Adjust { get; init; } = _ => { };
}
