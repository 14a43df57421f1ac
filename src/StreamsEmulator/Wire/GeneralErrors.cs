namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>The errors that every operation can answer with, and their statuses.</summary>
internal static class GeneralErrors
{
    // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/CommonErrors.html
    private static readonly SortedDictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["AccessDeniedException"] = 403, // 400 on the pages of the operations
        ["ExpiredTokenException"] = 403,
        ["IncompleteSignature"] = 403,
        ["InternalFailure"] = 500,
        ["MalformedHttpRequestException"] = 400,
        ["NotAuthorized"] = 401,
        ["OptInRequired"] = 403,
        ["RequestAbortedException"] = 400,
        ["RequestEntityTooLargeException"] = 413,
        ["RequestTimeoutException"] = 408,
        ["ServiceUnavailable"] = 503,
        ["ThrottlingException"] = 400,
        ["UnknownOperationException"] = 404,
        ["UnrecognizedClientException"] = 403,
        ["ValidationError"] = 400,
    };

    public static IEnumerable<string> Names => Statuses.Keys;

    /// <returns>The documented status; null for an error that is not among the common ones.</returns>
    public static int? StatusOf(string name) => Statuses.TryGetValue(name, out var status) ? status : null;

    /// <exception cref="EmulatorException">The name is missing or unknown.</exception>
    public static string Require(string? name) => name is not null && Statuses.ContainsKey(name)
        ? name
        : throw new EmulatorException($"A fault of kind common-error needs 'error', one of {string.Join(", ", Names)}; found '{name}'.");
}
