namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>One change as the stream was given it, and what became of it.</summary>
internal sealed class LedgerRecord(string number, DateTimeOffset createdAt)
{
    public string Number { get; } = number;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>The text that it carries in a column of the table; null when it has none that can be read.</summary>
    public string? Text { get; init; }

    /// <summary>The object it is in, or null.</summary>
    public string? Key { get; set; }

    /// <summary>The service does not keep it any more.</summary>
    public bool IsTrimmed { get; set; }

    /// <summary>No encoder can read it, and the policy is to halt.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The transform drops it: it must be nowhere.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Whether it has to be somewhere and is not.</summary>
    public bool IsMissing => Key is null && !IsBeforeStart && !IsDropped;

    /// <summary>Made before the stream's beginning at LATEST, or so close to it that either is right.</summary>
    public bool IsBeforeStart { get; set; }
}
