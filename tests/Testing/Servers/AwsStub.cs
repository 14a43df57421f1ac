using System.Collections.Concurrent;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>
/// Stands where an AWS service would, answers each operation as it is told, and counts. An operation is what X-Amz-Target names, such as
/// <c>DescribeTable</c>, or else the method, such as <c>HEAD</c>. Unless told otherwise it is a service in which everything is in order: one that has each
/// checkpoint table, empty, each bucket, and each image.
/// </summary>
internal sealed class AwsStub : IAsyncDisposable
{
    private const string Everything = "*";
    private const string Table =
        """{"Table":{"TableName":"any","TableStatus":"ACTIVE","TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/any","KeySchema":[{"AttributeName":"leaseKey","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"leaseKey","AttributeType":"S"}]}}""";

    private static readonly Dictionary<string, S3StubAnswer> InOrder = new()
    {
        ["DescribeTable"] = Json(Table),
        ["CreateTable"] = Json(Table.Replace("\"Table\"", "\"TableDescription\"", StringComparison.Ordinal)),
        ["DeleteTable"] = Json(Table.Replace("\"Table\"", "\"TableDescription\"", StringComparison.Ordinal)),
        ["ListTagsOfResource"] = Json("""{"Tags":[]}"""),
        ["Scan"] = Json("""{"Items":[],"Count":0,"ScannedCount":0}"""),
        ["DescribeImages"] = Json($$"""{"imageDetails":[{"imageDigest":"sha256:{{new string('a', 64)}}"}]}"""),
        ["HEAD"] = S3StubAnswer.Ok,
        ["GET"] = new S3StubAnswer(200, "<ListBucketResult/>"),
    };

    private readonly ConcurrentDictionary<string, S3StubAnswer> _told = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentQueue<DateTimeOffset> _moments = new();
    private readonly S3Stub _server;

    public AwsStub() => _server = new S3Stub(Answer);

    public Uri Endpoint => _server.Endpoint;

    /// <summary>All requests so far.</summary>
    public int Requests => _counts.Values.Sum();

    /// <summary>When each of them came.</summary>
    public IReadOnlyCollection<DateTimeOffset> Moments => _moments;

    public static S3StubAnswer Json(string body) => new(200, body);

    /// <summary>A refusal as the JSON services write it.</summary>
    public static S3StubAnswer Refusal(int status, string code, string message) => new(status, $$"""{"__type":"{{code}}","message":"{{message}}"}""");

    /// <summary>The refusal of somebody who lacks a permission, in the words of IAM.</summary>
    public static S3StubAnswer Denial(string action, string arn) => Refusal(
        400, "AccessDeniedException",
        $"User: arn:aws:sts::111122223333:assumed-role/operator/pod is not authorized to perform: {action} on resource: {arn} because no identity-based policy allows the {action} action");

    /// <summary>Requests of one operation so far.</summary>
    public int Count(string operation) => _counts.GetValueOrDefault(operation);

    /// <summary>From now on an operation is answered so.</summary>
    public void Say(string operation, S3StubAnswer answer) => _told[operation] = answer;

    /// <summary>From now on everything is answered so.</summary>
    public void SayAlways(S3StubAnswer answer) => _told[Everything] = answer;

    /// <summary>From now on everything is in order.</summary>
    public void Mend() => _told.Clear();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private S3StubAnswer Answer(S3StubRequest request)
    {
        var operation = request.Headers.TryGetValue("x-amz-target", out var target) ? target[(target.LastIndexOf('.') + 1)..] : request.Method;
        _moments.Enqueue(TimeProvider.System.GetUtcNow());
        _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
        return _told.TryGetValue(Everything, out var always) ? always
            : _told.TryGetValue(operation, out var told) ? told
            : InOrder.GetValueOrDefault(operation) ?? Json("{}");
    }
}
