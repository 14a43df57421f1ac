namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>Who leads, as a coordination Lease says it.</summary>
internal sealed record LeaderRecord
{
    /// <summary>Identity of the holder; empty when the last one released it.</summary>
    public required string Holder { get; init; }

    /// <summary>How long the holder may stay silent.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>When the holder began to lead, on its own wall clock; for people.</summary>
    public required DateTimeOffset AcquiredAt { get; init; }

    /// <summary>When the holder last spoke, on its own wall clock; only whether it moved is looked at.</summary>
    public required DateTimeOffset RenewedAt { get; init; }

    /// <summary>How often the lead has passed on.</summary>
    public required int Transitions { get; init; }
}
