using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>The worker's progress figures, written with each heartbeat for the operator.</summary>
internal sealed record ProgressDocument
{
    public required int Shards { get; init; }

    public required int Halted { get; init; }

    /// <summary>Largest lag over the worker's shards.</summary>
    public required double LagSeconds { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    public required bool IsReady { get; init; }

    public static string Of(PodStatusBoard board)
    {
        var gauges = board.Gauges();
        var document = new ProgressDocument
        {
            Shards = gauges.ShardsOwned,
            Halted = gauges.ShardsHalted,
            LagSeconds = Math.Round(gauges.Lag.TotalSeconds, 1),
            LastCommitAt = gauges.LastCommitAt,
            IsReady = board.IsReady,
        };
        return JsonSerializer.Serialize(document, ProgressJson.Default.ProgressDocument);
    }
}

