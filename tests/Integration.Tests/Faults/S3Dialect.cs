namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>The passing refusals of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal sealed class S3Dialect : IFaultDialect
{
    private static readonly (int Status, string Code)[] Any = [(503, "SlowDown"), (500, "InternalError"), (503, "ServiceUnavailable")];
    private static readonly (int Status, string Code)[] OfPut = [.. Any, (409, "ConditionalRequestConflict"), (400, "RequestTimeout")];

    public string ContentType => "application/xml";

    public (int Status, string Body) Refusal(string method, int dice)
    {
        var refusals = method == "PUT" ? OfPut : Any;
        var (status, code) = refusals[dice % refusals.Length];
        return (status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>Please try again.</Message><RequestId>1</RequestId></Error>");
    }
}
