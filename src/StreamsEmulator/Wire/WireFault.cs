namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>An error as the service answers it: its type, text, status and, for a validation fault, its code.</summary>
internal sealed class WireFault(int status, string type, string message, string? errorCode = null) : Exception(message)
{
    private const string StreamsNamespace = "com.amazonaws.keyspacesstreams#";
    private const string CommonNamespace = "com.amazon.coral.service#";

    public int Status { get; } = status;

    public string Type { get; } = type;

    public string? ErrorCode { get; } = errorCode;

    public static WireFault InvalidFormat(string message) => Validation("InvalidFormat", message);

    public static WireFault Validation(string errorCode, string message) =>
        new(400, StreamsNamespace + "ValidationException", message, errorCode);

    public static WireFault TrimmedData(string shardId) =>
        Validation("TrimmedDataAccess", $"The requested data of shard {shardId} has been trimmed.");

    public static WireFault ExpiredIterator() =>
        Validation("ExpiredIterator", "The shard iterator has expired. Get a new one with GetShardIterator.");

    public static WireFault ExpiredNextToken() =>
        Validation("ExpiredNextToken", "The next token has expired. Start the listing again without a token.");

    public static WireFault NotFound(string what) => new(400, StreamsNamespace + "ResourceNotFoundException", what);

    public static WireFault Throttled(string message) => new(400, StreamsNamespace + "ThrottlingException", message);

    public static WireFault Internal() =>
        new(500, StreamsNamespace + "InternalServerException", "An internal server error occurred.");

    public static WireFault Denied(string message) => new(400, StreamsNamespace + "AccessDeniedException", message);

    public static WireFault Common(string name, string message) => new(GeneralErrors.StatusOf(name) ?? 400, CommonNamespace + name, message);
}
