namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>The service model's constraints of one string shape.</summary>
internal sealed record TextRule
{
    // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/API_Operations.html
    public static TextRule StreamArn { get; } = new() { Shortest = 37, Longest = 1024 };

    public static TextRule ShardId { get; } = new() { Shortest = 28, Longest = 65 };

    public static TextRule SequenceNumber { get; } = new() { Shortest = 21, Longest = 48 };

    public static TextRule ShardIterator { get; } = new() { Shortest = 1, Longest = 4096 };

    public static TextRule NextToken { get; } = new() { Shortest = 80, Longest = 3000 };

    public static TextRule Name { get; } = new() { Shortest = 1, Longest = 48, Pattern = "[a-zA-Z0-9][a-zA-Z0-9_]{0,47}" };

    /// <summary>In any characters: https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetType.html.</summary>
    public static TextRule TypeName { get; } = new() { Shortest = 1, Longest = 48 };

    public static TextRule ShardIteratorType { get; } =
        new() { Allowed = ["TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"] };

    public static TextRule ShardFilterType { get; } = new() { Allowed = ["CHILD_SHARDS"] };

    public int Shortest { get; init; }

    public int Longest { get; init; } = int.MaxValue;

    public string? Pattern { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];
}
