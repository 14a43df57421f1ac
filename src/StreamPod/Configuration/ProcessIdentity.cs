using System.Security.Cryptography;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>What the process is and has: read once, at the edge.</summary>
internal sealed record ProcessIdentity
{
    // The default of terminationMessagePath: https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
    private const string KubernetesTerminationLog = "/dev/termination-log";
    private const long MostBudgetBytes = 1L << 30;

    /// <summary>Name of the worker: the pod's name.</summary>
    public required string Worker { get; init; }

    /// <summary>Different for each start of the process.</summary>
    public required string Incarnation { get; init; }

    public required string Version { get; init; }

    /// <summary>40 % of the memory the process may use, 1 GiB at most.</summary>
    public required long DefaultMemoryBudgetBytes { get; init; }

    /// <summary>Where Kubernetes reads the reason of an exit; null outside a container.</summary>
    public string? TerminationMessagePath { get; init; }

    /// <summary>Columns that the table is known to have, whatever the first rows show: KEY_COLUMNS, which the operator sets.</summary>
    public IReadOnlyList<string> KnownColumns { get; init; } = [];

    /// <summary>Reads what the environment says: POD_NAME, TERMINATION_MESSAGE_PATH, KEY_COLUMNS, and the memory limit of the container.</summary>
    public static ProcessIdentity Read(Func<string, string?> environment) => new()
    {
        Worker = environment("POD_NAME") is { Length: > 0 } pod ? pod : Environment.MachineName,
        Incarnation = RandomNumberGenerator.GetHexString(8, lowercase: true),
        Version = typeof(ProcessIdentity).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
        DefaultMemoryBudgetBytes = Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 4 / 10, MostBudgetBytes),
        TerminationMessagePath = environment("TERMINATION_MESSAGE_PATH") is { Length: > 0 } path ? path
            : File.Exists(KubernetesTerminationLog) ? KubernetesTerminationLog : null,
        KnownColumns = [.. (environment("KEY_COLUMNS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
    };

    public async Task LeaveTerminationMessageAsync(string message)
    {
        if (TerminationMessagePath is { } path)
        {
            await File.WriteAllTextAsync(path, message);
        }
    }
}
