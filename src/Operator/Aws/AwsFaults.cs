using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Decides what the failure of an AWS call means, and says it to the person who can mend it; the only place that does.</summary>
internal static partial class AwsFaults
{
    /// <summary>Stands after "there are no AWS credentials".</summary>
    public const string WhereCredentialsComeFrom =
        "Is the operator's ServiceAccount annotated with eks.amazonaws.com/role-arn, or does it have a Pod Identity association? Where the SDK looked:";

    /// <summary>What calls to an address of a stream may lack.</summary>
    private static readonly FrozenSet<string> ActionsOfStreams = FrozenSet.Create(
        StringComparer.Ordinal, AwsActions.ListStreams, AwsActions.GetStream, AwsActions.DescribeTable, AwsActions.ListTags, AwsActions.CreateTable, AwsActions.TagTable, AwsActions.DeleteTable,
        AwsActions.UpdateTable, AwsActions.DescribeBackups, AwsActions.UpdateBackups, AwsActions.GetItem, AwsActions.UpdateItem, AwsActions.Scan, AwsActions.HeadBucket);

    /// <summary>Whether an exception comes from a call, and not from a mistake of ours.</summary>
    public static bool IsOfACall(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or OperationCanceledException || IsNetwork(exception);

    /// <summary>Whether nobody answered in time: neither an answer nor a refusal to connect.</summary>
    public static bool IsSilence(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } => false,
        OperationCanceledException or TimeoutException => true,
        // It was not this service that was silent.
        CredentialsException => false,
        { InnerException: { } inner } => IsSilence(inner),
        _ => false,
    };

    /// <summary>The failure of a call that had no answer, or that was not made because others to the same address had none.</summary>
    public static AwsCallException NoAnswer(AwsCall call, Exception? exception) => new(
        AwsFaultKind.Unavailable, call.Action, call.Resource, $"{call.Doing} failed: no answer from {call.Address} within {BoundedCalls.Bound.TotalSeconds:0} s.", exception);

    public static AwsCallException Wrap(AwsCall call, Exception exception) => exception switch
    {
        CredentialsException credentials => Failure(KindOf(credentials.Trouble), call, $"{call.Doing} failed: {credentials.Message}", credentials),
        _ when IsSilence(exception) => NoAnswer(call, exception),
        _ when Cause<AnswerTooLongException>(exception) is { } excess => Failure(
            AwsFaultKind.Refused, call, $"{call.Doing} was given up at {call.Address}: {excess.Message}", exception),
        AmazonServiceException service when service.StatusCode != 0 => OfService(call, service),
        AmazonClientException client when !IsNetwork(client) => Failure(
            AwsFaultKind.Refused, call, $"{call.Doing} failed before it was asked ({client.GetType().Name}{(call.IsElsewhere ? "" : $": {SdkText.OneLine(client.Message)}")}).", client),
        _ => Unreachable(call, exception),
    };

    private static AwsCallException OfService(AwsCall call, AmazonServiceException service)
    {
        var error = AwsAnswers.Judge(service);
        return error.Kind switch
        {
            AwsErrorKind.Throttled => Failure(AwsFaultKind.Throttled, call, $"{call.Doing} was throttled by {call.Address} ({Said(call, service)}).", service),
            AwsErrorKind.Denied => Denied(call, service, error),
            AwsErrorKind.Identity => Failure(
                AwsFaultKind.Denied, call, $"{call.Doing} failed: {call.Address} does not accept the operator's credentials ({Said(call, service)}). {error.Sentence}", service),
            AwsErrorKind.ClockSkew => Failure(AwsFaultKind.Unavailable, call, $"{call.Doing} failed at {call.Address}: {Skew(call, service)}{error.Sentence}", service),
            // The next page asks again.
            AwsErrorKind.Outcome when error.Code == ValidationExceptionType.ExpiredNextToken.Value => Failing(call, service, error),
            AwsErrorKind.Passing or AwsErrorKind.Damaged or AwsErrorKind.Expired or AwsErrorKind.Missing or AwsErrorKind.Unexplained => Failing(call, service, error),
            AwsErrorKind.OtherRegion or AwsErrorKind.Key or AwsErrorKind.Archived or AwsErrorKind.Outcome or AwsErrorKind.Refused => Failure(
                AwsFaultKind.Refused, call, $"{call.Doing} was refused by {call.Address} ({Said(call, service)}). {error.Sentence}", service),
            _ => throw new ArgumentOutOfRangeException(nameof(service), error.Kind, "A kind of the table of error codes expected."),
        };
    }

    private static AwsCallException Denied(AwsCall call, AmazonServiceException service, AwsError error)
    {
        // The service may name another action than that of the call, such as one for tags or keys.
        var told = Told().Match(service.Message ?? "");
        if (call.IsElsewhere)
        {
            // Of an address of a stream at most the name of an action is taken over that the operator itself knows.
            return Denied(service, told.Success && ActionsOfStreams.Contains(told.Groups["action"].Value) ? told.Groups["action"].Value : call.Action, call.Resource);
        }

        if (!told.Success && error.Sentence != AwsErrorCodes.AccessDenied.Sentence)
        {
            return Failure(AwsFaultKind.Denied, call, $"{call.Doing} was refused by {call.Address} ({Said(call, service)}). {error.Sentence}", service);
        }

        var action = told.Success ? told.Groups["action"].Value : call.Action;
        var resource = told.Success && action != call.Action && told.Groups["resource"] is { Success: true } named ? named.Value : call.Resource;
        return Denied(service, action, resource);
    }

    private static AwsCallException Denied(AmazonServiceException service, string action, string resource) => new(
        AwsFaultKind.Denied, action, resource, $"AWS denied {action} on {resource}: allow it to the operator's role.", service);

    private static AwsFaultKind KindOf(CredentialsTrouble trouble) => trouble switch
    {
        CredentialsTrouble.Throttled => AwsFaultKind.Throttled,
        CredentialsTrouble.Unreachable => AwsFaultKind.Unavailable,
        CredentialsTrouble.Absent or CredentialsTrouble.Broken or CredentialsTrouble.Refused => AwsFaultKind.Denied,
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "A kind of trouble with credentials expected."),
    };

    private static string Skew(AwsCall call, AmazonServiceException service) =>
        AwsAnswers.SkewOf(service) is { } skew ? $"the node's clock is {AwsAnswers.Text(skew)} ({Said(call, service)}). " : $"{Said(call, service)}. ";

    private static AwsCallException Failing(AwsCall call, AmazonServiceException service, AwsError error) =>
        Failure(AwsFaultKind.Unavailable, call, $"{call.Doing} failed at {call.Address} ({Said(call, service)}). {error.Sentence}", service);

    private static AwsCallException Unreachable(AwsCall call, Exception exception) =>
        Failure(AwsFaultKind.Unavailable, call, $"{call.Doing} failed: {call.Address} could not be reached ({(call.IsElsewhere ? Kind(exception) : exception.Message)}).", exception);

    /// <summary>What the service said. What an address of a stream says is not repeated: only the status, and a code that AWS documents.</summary>
    private static string Said(AwsCall call, AmazonServiceException service) => !call.IsElsewhere ? AwsAnswers.Text(service)
        : AwsAnswers.KnownCode(service) is { } code ? $"{(int)service.StatusCode} {code}" : $"{(int)service.StatusCode}";

    /// <summary>What kind of failure it was, without the bytes that the other side sent.</summary>
    private static string Kind(Exception exception) =>
        Cause<SocketException>(exception) is { } socket ? socket.Message
        : Cause<AuthenticationException>(exception) is { } tls ? tls.Message
        : Cause<HttpRequestException>(exception) is { } http ? http.HttpRequestError.ToString()
        : exception.GetType().Name;

    private static TCause? Cause<TCause>(Exception exception)
        where TCause : Exception =>
        exception as TCause ?? (exception.InnerException is { } inner ? Cause<TCause>(inner) : null);

    private static AwsCallException Failure(AwsFaultKind kind, AwsCall call, string message, Exception exception) =>
        new(kind, call.Action, call.Resource, message, exception);

    private static bool IsNetwork(Exception exception) =>
        exception is IOException or HttpRequestException or SocketException or TimeoutException or WebException
        || (exception.InnerException is { } inner && IsNetwork(inner));

    // "User: arn:… is not authorized to perform: dynamodb:TagResource on resource: arn:… because …"
    [GeneratedRegex(@"not authorized to perform: (?<action>[a-z0-9-]+:\w+)(?: on resource: (?<resource>arn:\S+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Told();
}
