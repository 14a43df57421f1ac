namespace KeyspacesStreamer.Testing.Objects;

/// <summary>One planned trouble of an object store; the first that fits a request is used up by it.</summary>
internal sealed record ObjectFault
{
    public required ObjectOperation Operation { get; init; }

    /// <summary>Only requests for this key (for List: this prefix); null fits all.</summary>
    public string? Key { get; init; }

    /// <summary>How many requests it meets. Default 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How long the request travels before it takes effect.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Holds the request before it takes effect until this task ends.</summary>
    public Task? Until { get; init; }

    /// <summary>Thrown instead of taking effect.</summary>
    public Exception? Before { get; init; }

    /// <summary>With <see cref="Before"/> on a create: the object lands all the same, this much after the caller was told of the failure.</summary>
    public TimeSpan? LandsAfter { get; init; }

    /// <summary>How long the answer travels after the request took effect.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>Thrown after the request took effect: the object landed, the answer was lost.</summary>
    public Exception? After { get; init; }
}
