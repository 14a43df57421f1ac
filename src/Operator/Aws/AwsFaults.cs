using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Decides what the failure of an AWS call means, and says it to the person who can mend it; the only place that does.</summary>
internal static partial class AwsFaults
{
    private const string NoCredentials = "no AWS credentials: is the operator's ServiceAccount annotated with eks.amazonaws.com/role-arn?";

    /// <summary>Whether an exception comes from a call, and not from a mistake of ours.</summary>
    public static bool IsOfACall(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or OperationCanceledException || IsNetwork(exception);

    /// <summary>Whether nobody answered in time: neither an answer nor a refusal to connect.</summary>
    public static bool IsSilence(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } => false,
        OperationCanceledException or TimeoutException => true,
        // It was not this service that was silent.
        NoCredentialsException => false,
        AmazonClientException when InnerService(exception) is not null || IsOfCredentials(exception) => false,
        { InnerException: { } inner } => IsSilence(inner),
        _ => false,
    };

    /// <summary>The failure of a call that had no answer, or that was not made because others to the same address had none.</summary>
    public static AwsCallException NoAnswer(AwsCall call, Exception? exception) => new(
        AwsFaultKind.Unavailable, call.Action, call.Resource, $"{call.Doing} failed: no answer from {call.Address} within {BoundedCalls.Bound.TotalSeconds:0} s.", exception);

    public static AwsCallException Wrap(AwsCall call, Exception exception) => exception switch
    {
        NoCredentialsException none => OfNone(call, none),
        _ when IsSilence(exception) => NoAnswer(call, exception),
        AmazonServiceException service => OfService(call, service),
        AmazonClientException client when InnerService(client) is { } service => OfCredentials(call, service, client),
        AmazonClientException client when !IsNetwork(client) && IsOfCredentials(client) =>
            Failure(AwsFaultKind.Denied, call, $"{call.Doing} failed: {NoCredentials} ({SdkText.OneLine(client.Message)})", client),
        _ => Unreachable(call, exception),
    };

    private static AwsCallException OfService(AwsCall call, AmazonServiceException service)
    {
        var code = service.ErrorCode ?? "";
        return code switch
        {
            _ when AwsErrorCodes.Throttling.Contains(code) || service.StatusCode == HttpStatusCode.TooManyRequests =>
                Failure(AwsFaultKind.Throttled, call, $"{call.Doing} was throttled by {call.Address} ({Answer(service)}).", service),
            _ when AwsErrorCodes.Passing.Contains(code) || code == ValidationExceptionType.ExpiredNextToken.Value => Failing(call, service),
            _ when AwsErrorCodes.Permission.Contains(code) || service.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => Denied(call, service),
            // What an earlier call found is gone by now: the next look says so.
            "ResourceNotFoundException" => Failing(call, service),
            _ when (int)service.StatusCode >= 500 => Failing(call, service),
            _ when service.StatusCode == 0 || IsNetwork(service) => Unreachable(call, service),
            // A gateway's page, or the answer to a HEAD, which has no body to tell an expired token from a fault of ours: the SDK makes the code up.
            "" or "BadRequest" => Failing(call, service),
            _ => Failure(AwsFaultKind.Refused, call, $"{call.Doing} was refused by {call.Address} ({Answer(service)}).", service),
        };
    }

    private static AwsCallException Denied(AwsCall call, AmazonServiceException service)
    {
        if (IsOfIdentity(service))
        {
            return Failure(
                AwsFaultKind.Denied, call, $"{call.Doing} failed: {call.Address} does not accept the operator's credentials ({Answer(service)}).", service);
        }

        // The service may name another action than that of the call, such as one for tags or keys.
        var told = Told().Match(service.Message ?? "");
        var action = told.Success ? told.Groups["action"].Value : call.Action;
        var resource = told.Success && action != call.Action && told.Groups["resource"] is { Success: true } named ? named.Value : call.Resource;
        return new AwsCallException(
            AwsFaultKind.Denied, action, resource, $"AWS denied {action} on {resource}: allow it to the operator's role.", service);
    }

    private static AwsCallException OfCredentials(AwsCall call, AmazonServiceException service, AmazonClientException client)
    {
        var kind = OfService(call, service).Kind;
        return kind is AwsFaultKind.Denied or AwsFaultKind.Refused
            ? Failure(
                AwsFaultKind.Denied, call,
                $"{call.Doing} failed: the operator's role could not be assumed ({Answer(service)}). Its trust policy must name the operator's ServiceAccount.", client)
            : Failure(kind, call, $"{call.Doing} failed: credentials could not be fetched ({Answer(service)}).", client);
    }

    private static AwsCallException OfNone(AwsCall call, NoCredentialsException none) =>
        InnerService(none) is { } service ? OfCredentials(call, service, none)
        : IsConnection(none) ? Failure(AwsFaultKind.Unavailable, call, $"{call.Doing} failed: credentials could not be fetched ({SdkText.OneLine(none.Message)}).", none)
        : Failure(AwsFaultKind.Denied, call, $"{call.Doing} failed: {NoCredentials} ({SdkText.OneLine(none.Message)})", none);

    /// <summary>A file that is not there is no connection that failed.</summary>
    private static bool IsConnection(Exception exception) =>
        exception is HttpRequestException or SocketException or TimeoutException or WebException or OperationCanceledException || (exception.InnerException is { } inner && IsConnection(inner));

    private static AwsCallException Failing(AwsCall call, AmazonServiceException service) =>
        Failure(AwsFaultKind.Unavailable, call, $"{call.Doing} failed at {call.Address} ({Answer(service)}).", service);

    private static AwsCallException Unreachable(AwsCall call, Exception exception) =>
        Failure(AwsFaultKind.Unavailable, call, $"{call.Doing} failed: {call.Address} could not be reached ({exception.Message}).", exception);

    private static AwsCallException Failure(AwsFaultKind kind, AwsCall call, string message, Exception exception) =>
        new(kind, call.Action, call.Resource, message, exception);

    private static string Answer(AmazonServiceException service) =>
        $"{(int)service.StatusCode} {service.ErrorCode}".Trim() + (string.IsNullOrWhiteSpace(service.Message) ? "" : $": {service.Message}");

    private static bool IsOfIdentity(AmazonServiceException service) => service.ErrorCode is
        "UnrecognizedClientException" or "InvalidSignatureException" or "SignatureDoesNotMatch" or "InvalidAccessKeyId"
        or "MissingAuthenticationTokenException" or "MissingAuthenticationToken" or "InvalidClientTokenId" or "OptInRequired";

    private static bool IsOfCredentials(Exception exception) => exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);

    private static AmazonServiceException? InnerService(Exception exception) => exception.InnerException switch
    {
        null => null,
        AmazonServiceException service => service,
        var inner => InnerService(inner),
    };

    private static bool IsNetwork(Exception exception) =>
        exception is IOException or HttpRequestException or SocketException or TimeoutException or WebException
        || (exception.InnerException is { } inner && IsNetwork(inner));

    // "User: arn:… is not authorized to perform: dynamodb:TagResource on resource: arn:… because …"
    [GeneratedRegex(@"not authorized to perform: (?<action>[a-z0-9-]+:\w+)(?: on resource: (?<resource>arn:\S+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Told();
}
