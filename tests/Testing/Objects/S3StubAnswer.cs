namespace KeyspacesStreamer.Testing.Objects;

/// <summary>One scripted answer.</summary>
internal sealed record S3StubAnswer(int Status, string Body = "")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The connection is cut after the request was read.</summary>
    public bool Cut { get; init; }

    /// <summary>Nothing is ever answered.</summary>
    public bool Silent { get; init; }

    public static S3StubAnswer Ok { get; } = new(200) { Headers = new Dictionary<string, string> { ["ETag"] = "\"d41d8cd98f00b204e9800998ecf8427e\"" } };

    public static S3StubAnswer CutConnection { get; } = new(0) { Cut = true };

    public static S3StubAnswer Silence { get; } = new(0) { Silent = true };

    /// <summary>An error document as S3 writes it.</summary>
    public static S3StubAnswer Error(int status, string code, string more = "") =>
        new(status, $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>Said by the stub.</Message>{more}<RequestId>1</RequestId></Error>""");
}
