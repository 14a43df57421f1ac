using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>How much happens in a storm.</summary>
/// <param name="Streams">Streams that come and go.</param>
/// <param name="Kills">How often the operator is killed.</param>
/// <param name="ServerKills">How often servers of Kubernetes are.</param>
/// <param name="ChangesAKill">Changes of streams in the life of one operator.</param>
internal sealed record StormSize(int Streams, int Kills, int ServerKills, int ChangesAKill)
{
    /// <summary>The one that STORM asks for.</summary>
    public static StormSize Asked => TestEnvironment.Storm switch
    {
        "full" => new StormSize(200, 50, 8, 40),
        "small" => new StormSize(40, 6, 1, 30),
        null => new StormSize(60, 12, 2, 30),
        var other => throw new InvalidOperationException($"STORM is full or small, not '{other}'."),
    };
}
