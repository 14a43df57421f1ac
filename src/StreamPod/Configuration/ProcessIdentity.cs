namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>What the process is and has: read once, at the edge.</summary>
internal sealed record ProcessIdentity
{
    /// <summary>Name of the worker: the pod's name.</summary>
    public required string Worker { get; init; }

    /// <summary>Different for each start of the process.</summary>
    public required string Incarnation { get; init; }

    public required string Version { get; init; }

    /// <summary>40 % of the memory the process may use.</summary>
    public required long DefaultMemoryBudgetBytes { get; init; }

    /// <summary>Where Kubernetes reads the reason of an exit; null outside a container.</summary>
    public string? TerminationMessagePath { get; init; }

    public async Task LeaveTerminationMessageAsync(string message)
    {
        if (TerminationMessagePath is { } path)
        {
            await File.WriteAllTextAsync(path, message);
        }
    }
}
