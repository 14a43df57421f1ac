using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Integration.Tests.Stands;

/// <summary>Stands where STS and the agent of EKS Pod Identity would: each answer is a session of its own, that lives as long as the test says.</summary>
internal sealed class CredentialsStub : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::111122223333:role/streams";

    private readonly ConcurrentQueue<S3StubRequest> _requests = new();
    private readonly S3Stub _server;
    private int _sessions;

    public CredentialsStub() => _server = new S3Stub(Answer);

    public Uri Endpoint => _server.Endpoint;

    public Uri Agent => new(_server.Endpoint, "v1/credentials");

    /// <summary>How long the next sessions live. The SDK renews what has a minute left.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is answered instead of a session; null gives sessions.</summary>
    public S3StubAnswer? Refusal { get; set; }

    /// <summary>Sessions given so far.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    public IReadOnlyList<S3StubRequest> Requests => [.. _requests];

    /// <summary>The form of a request to STS.</summary>
    public static string FormOf(S3StubRequest request) => WebUtility.UrlDecode(Encoding.UTF8.GetString(request.Body));

    /// <summary>A refusal as STS words it.</summary>
    public static S3StubAnswer Error(int status, string code, string message) => new(
        status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private S3StubAnswer Answer(S3StubRequest request)
    {
        _requests.Enqueue(request);
        if (Refusal is { } refusal)
        {
            return refusal;
        }

        var (number, expires) = (Interlocked.Increment(ref _sessions), (TimeProvider.System.GetUtcNow() + Lifetime).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return request.Method == "GET"
            ? new S3StubAnswer(200, $$"""{"AccessKeyId":"ASIA{{number}}","SecretAccessKey":"secret","Token":"token-{{number}}","AccountId":"111122223333","Expiration":"{{expires}}"}""")
            : new S3StubAnswer(200, Session(FormOf(request).Contains("AssumeRoleWithWebIdentity", StringComparison.Ordinal) ? "AssumeRoleWithWebIdentity" : "AssumeRole", number, expires));
    }

    private static string Session(string action, int number, string expires) =>
        $"""
        <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>
        <Credentials><AccessKeyId>ASIA{number}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-{number}</SessionToken><Expiration>{expires}</Expiration></Credentials>
        <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/streams/pod</Arn><AssumedRoleId>AROA:pod</AssumedRoleId></AssumedRoleUser>
        </{action}Result></{action}Response>
        """;
}
