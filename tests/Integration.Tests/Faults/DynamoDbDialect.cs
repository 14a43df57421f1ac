namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>The passing refusals of DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html</summary>
internal sealed class DynamoDbDialect : IFaultDialect
{
    private static readonly (int Status, string Type)[] Refusals =
    [
        (400, "com.amazonaws.dynamodb.v20120810#ThrottlingException"),
        (400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"),
        (400, "com.amazonaws.dynamodb.v20120810#RequestLimitExceeded"),
        (500, "com.amazonaws.dynamodb.v20120810#InternalServerError"),
        (503, "com.amazonaws.dynamodb.v20120810#ServiceUnavailable"),
    ];

    public string ContentType => "application/x-amz-json-1.0";

    public (int Status, string Body) Refusal(string method, int dice)
    {
        var (status, type) = Refusals[dice % Refusals.Length];
        return (status, $"{{\"__type\":\"{type}\",\"message\":\"Please try again.\"}}");
    }
}
