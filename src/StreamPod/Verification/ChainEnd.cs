namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Where the chain of one shard ends, by the objects alone.</summary>
internal sealed record ChainEnd
{
    /// <summary>All groups, by their last number.</summary>
    public required IReadOnlyList<ChainGroup> Groups { get; init; }

    /// <summary>The last group all of whose parts stand; null when there is none.</summary>
    public required ChainGroup? Tail { get; init; }

    /// <summary>A group after it of which some parts stand: it was prepared, and must be completed as it was begun.</summary>
    public required ChainGroup? Begun { get; init; }

    /// <summary>Whether a group ends at the number, or the chain begins after it.</summary>
    public bool IsBoundary(string number) =>
        Groups.Any(group => group.Last.Text == number) || (Groups.Count > 0 && Groups[0].Previous.Text == number);
}
