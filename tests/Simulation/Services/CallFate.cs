namespace KeyspacesStreamer.Simulation.Services;

/// <summary>What becomes of one request.</summary>
internal enum CallFate
{
    Served,

    /// <summary>The service is not itself: an error at once, without effect.</summary>
    Refused,

    /// <summary>The service asks for less, without effect.</summary>
    Throttled,

    /// <summary>The request never arrives; the caller sees a time-out.</summary>
    RequestLost,

    /// <summary>The request takes effect; the caller sees a time-out.</summary>
    AnswerLost,

    /// <summary>The caller sees a time-out, and the request takes effect some time after that.</summary>
    Late,

    /// <summary>The request takes effect, is answered, and arrives once more later.</summary>
    Twice,

    /// <summary>The request takes effect and is answered, both after seconds.</summary>
    Slow,
}
