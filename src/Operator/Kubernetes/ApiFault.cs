namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>A failed request to the API server, judged.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Message">A sentence for people: what was being done, on what, and what the server said.</param>
/// <param name="RetryAfter">How long the server asks to be left alone; null when it does not say.</param>
internal sealed record ApiFault(ApiFaultKind Kind, string Message, TimeSpan? RetryAfter);
