using System.Net;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Decides what a failed request to the API server means.</summary>
internal static partial class ApiFaults
{
    private const string RightsAdvice = "Apply config/rbac of this version, or what of it your cluster uses: the operator lacks a right.";
    private const string CreateAdvice = "That is all the server says when an object is not there and the right to create it is missing.";
    private const string TokenAdvice = "The server does not know the operator's token: see that its ServiceAccount exists and that the kubeconfig is not out of date.";

    /// <returns>Null when the problem is not one of talking to the API server.</returns>
    public static ApiFault? Find(Exception problem) => problem switch
    {
        ApiServerException refusal => Judge(refusal),
        VersionExpiredException => new ApiFault(ApiFaultKind.Gone, problem.Message, null),
        HttpRequestException or IOException or TimeoutException => new ApiFault(ApiFaultKind.Transient, problem.Message, null),
        _ => null,
    };

    private static ApiFault Judge(ApiServerException refusal)
    {
        var kind = KindOf(refusal);
        var advice = (refusal.Status, kind) switch
        {
            (HttpStatusCode.Unauthorized, _) => TokenAdvice,
            (_, ApiFaultKind.Forbidden) when refusal.Message.TrimEnd().EndsWith(':') => $"{CreateAdvice} {RightsAdvice}",
            (_, ApiFaultKind.Forbidden) => RightsAdvice,
            _ => null,
        };
        return new ApiFault(kind, advice is null ? refusal.Message : $"{refusal.Message.TrimEnd('.', ':', ' ')}. {advice}", refusal.RetryAfter);
    }

    private static ApiFaultKind KindOf(ApiServerException refusal) => refusal.Status switch
    {
        HttpStatusCode.Conflict => ApiFaultKind.Conflict,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ApiFaultKind.Gone,
        HttpStatusCode.Unauthorized => ApiFaultKind.Forbidden,
        // The server forbids for other reasons too: quotas, admission, a namespace that is going.
        HttpStatusCode.Forbidden when MissingRight().IsMatch(refusal.Message) => ApiFaultKind.Forbidden,
        HttpStatusCode.Forbidden when refusal.Causes.Any(cause => cause.Reason == "NamespaceTerminating") => ApiFaultKind.Gone,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => ApiFaultKind.Transient,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => ApiFaultKind.Refused,
        // 5xx; also a redirect or a refusal without a number, which only something in between would send.
        _ => ApiFaultKind.Transient,
    };

    // User "system:serviceaccount:…" cannot patch resource "deployments" in API group "apps" in the namespace "media"
    // services "x-metrics" is forbidden: — and no more, when an apply would have to create
    // cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on
    // cannot set an ownerRef on a resource you can't delete
    [GeneratedRegex("cannot [a-z]+ (resource|path) \"|is forbidden: ?$|a resource you can't (set finalizers on|delete)")]
    private static partial Regex MissingRight();
}
