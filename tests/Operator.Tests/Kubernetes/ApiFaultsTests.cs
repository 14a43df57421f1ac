using System.Net;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

public sealed class ApiFaultsTests
{
    private const string NoRight = "deployments.apps \"x\" is forbidden: User \"system:serviceaccount:s:o\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"media\"";

    private const string OwnerNeedsFinalizers = "services \"x\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>";
    private const string OwnerNeedsDelete = "services \"x\" is forbidden: cannot set an ownerRef on a resource you can't delete: , <nil>";

    public static TheoryData<HttpStatusCode, string, string> Refusals => new()
    {
        { HttpStatusCode.Conflict, "the object has been modified", nameof(ApiFaultKind.Conflict) },
        { HttpStatusCode.NotFound, "not found", nameof(ApiFaultKind.Gone) },
        { HttpStatusCode.Gone, "too old resource version", nameof(ApiFaultKind.Gone) },
        { HttpStatusCode.Forbidden, NoRight, nameof(ApiFaultKind.Forbidden) },
        { HttpStatusCode.Forbidden, "pods \"x\" is forbidden: exceeded quota: small", nameof(ApiFaultKind.Refused) },
        { HttpStatusCode.Forbidden, OwnerNeedsFinalizers, nameof(ApiFaultKind.Forbidden) },
        { HttpStatusCode.Forbidden, OwnerNeedsDelete, nameof(ApiFaultKind.Forbidden) },
        { HttpStatusCode.Unauthorized, "Unauthorized", nameof(ApiFaultKind.Forbidden) },
        { HttpStatusCode.UnprocessableEntity, "spec.selector: field is immutable", nameof(ApiFaultKind.Refused) },
        { HttpStatusCode.BadRequest, "admission webhook denied the request", nameof(ApiFaultKind.Refused) },
        { HttpStatusCode.TooManyRequests, "too many requests", nameof(ApiFaultKind.Transient) },
        { HttpStatusCode.InternalServerError, "failed calling webhook", nameof(ApiFaultKind.Transient) },
        { HttpStatusCode.ServiceUnavailable, "starting", nameof(ApiFaultKind.Transient) },
        { 0, "cut off", nameof(ApiFaultKind.Transient) },
    };

    public static TheoryData<Exception> Unreachable => [new HttpRequestException("refused"), new TimeoutException("silence"), new IOException("cut")];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Find_ARefusal_HasItsKindAndTheServersWords(HttpStatusCode status, string message, string kind)
    {
        var fault = ApiFaults.Find(new ApiServerException(status, "", $"Apply deployments.apps media/x: {message}"));

        Assert.Equal(kind, fault?.Kind.ToString());
        Assert.StartsWith($"Apply deployments.apps media/x: {message}", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ARightIsMissing_SaysWhatToApply()
    {
        var fault = ApiFaults.Find(new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", NoRight));

        Assert.Equal($"{NoRight}. Apply config/rbac of this version, or what of it your cluster uses: the operator lacks a right.", fault?.Message);
    }

    [Fact]
    public void Find_AnApplyMayNotCreate_IsForbiddenAndSaysWhatTheServerDoesNot()
    {
        var fault = ApiFaults.Find(new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", "Apply services media/x: services \"x\" is forbidden: "));

        Assert.Equal(ApiFaultKind.Forbidden, fault?.Kind);
        Assert.StartsWith(
            "Apply services media/x: services \"x\" is forbidden. That is all the server says when an object is not there and the right to create it is missing. Apply config/rbac",
            fault?.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TheNamespaceIsGoing_IsGone()
    {
        var refusal = new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", "unable to create new content") { Causes = [new V1StatusCause { Reason = "NamespaceTerminating" }] };

        Assert.Equal(ApiFaultKind.Gone, ApiFaults.Find(refusal)?.Kind);
    }

    [Fact]
    public void Find_TheServerAsksForAPause_IsTold() => Assert.Equal(
        TimeSpan.FromSeconds(4),
        ApiFaults.Find(new ApiServerException(HttpStatusCode.TooManyRequests, "", "wait") { RetryAfter = TimeSpan.FromSeconds(4) })?.RetryAfter);

    [Theory]
    [MemberData(nameof(Unreachable))]
    public void Find_ServerNotReached_IsTransient(Exception problem) => Assert.Equal(ApiFaultKind.Transient, ApiFaults.Find(problem)?.Kind);

    [Fact]
    public void Find_TheVersionIsForgotten_IsGone() => Assert.Equal(ApiFaultKind.Gone, ApiFaults.Find(new VersionExpiredException("too old"))?.Kind);

    [Fact]
    public void Find_NotOfTheApiServer_IsNull() => Assert.Null(ApiFaults.Find(new InvalidOperationException("a mistake")));
}
