namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>One thing the pod could do wrong, planted into a copy of its code behind a switch.</summary>
internal sealed record PlantedFault
{
    /// <summary>Small letters and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What the pod does wrong, in one sentence.</summary>
    public required string What { get; init; }

    /// <summary>Path below <c>src/StreamPod</c>.</summary>
    public required string File { get; init; }

    /// <summary>Text that occurs exactly once in the file.</summary>
    public required string Find { get; init; }

    /// <summary>What is there instead: the text, and the fault behind <c>Planted.Is</c>.</summary>
    public required string Replace { get; init; }

    /// <summary>A second place, for a fault that one place alone cannot make.</summary>
    public PlantedEdit? Also { get; init; }

    /// <summary>Whether it is looked for in runs in which the lease table is lost and rebuilt.</summary>
    public bool IsOfRebuild { get; init; }

    public IReadOnlyList<PlantedEdit> Edits => Also is null ? [new(File, Find, Replace)] : [new(File, Find, Replace), Also];
}
