using KeyspacesStreamer.Operator.Aws.Policies;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Makes the IAM documents of a stream's pods from what <c>iam</c> was told.</summary>
internal static class IamDocuments
{
    public static IamPolicies Of(IamRequest request)
    {
        var policies = new IamPolicies(StreamPolicy.Of(request.Stream, request.Region, request.Account, request.FinishesEarlierFolders), request.OidcIssuer is { } issuer ? TrustOf(request, issuer) : null);
        return request.Operator is not { } account ? policies : policies with
        {
            OperatorPolicy = OperatorPolicy.Of(request.Stream, request.Region, request.Account, request.Image),
            OperatorTrustPolicy = request.OidcIssuer is { } provider ? TrustPolicy.Of(provider, request.Region, request.Account, account.Namespace, account.Name) : null,
        };
    }

    private static string TrustOf(IamRequest request, string issuer)
    {
        var (stream, pod) = (request.Stream.Metadata, request.Stream.Spec.Pod);
        var serviceAccount = pod.RoleArn is not null ? OwnedResourceNames.ServiceAccount(stream.Name) : pod.ServiceAccountName ?? "default";
        return TrustPolicy.Of(issuer, request.Region, request.Account, stream.NamespaceProperty, serviceAccount);
    }
}
