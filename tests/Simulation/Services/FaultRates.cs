namespace KeyspacesStreamer.Simulation.Services;

/// <summary>How often requests come to grief while disasters last: shares of all requests, 0 to 1.</summary>
internal sealed record FaultRates
{
    public static FaultRates None { get; } = new();

    public double Refused { get; init; }

    public double Throttled { get; init; }

    public double RequestLost { get; init; }

    public double AnswerLost { get; init; }

    public double Late { get; init; }

    public double Twice { get; init; }

    public double Slow { get; init; }

    /// <summary>All kinds alike.</summary>
    public static FaultRates Of(double each) => new()
    {
        Refused = each, Throttled = each, RequestLost = each, AnswerLost = each, Late = each, Twice = each, Slow = each,
    };

    internal CallFate Draw(double chance)
    {
        ReadOnlySpan<(double Share, CallFate Fate)> shares =
        [
            (Refused, CallFate.Refused), (Throttled, CallFate.Throttled), (RequestLost, CallFate.RequestLost), (AnswerLost, CallFate.AnswerLost),
            (Late, CallFate.Late), (Twice, CallFate.Twice), (Slow, CallFate.Slow),
        ];
        foreach (var (share, fate) in shares)
        {
            chance -= share;
            if (chance < 0)
            {
                return fate;
            }
        }

        return CallFate.Served;
    }
}
