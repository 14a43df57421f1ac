using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Aws.Policies;
using KeyspacesStreamer.Operator.Desired;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Makes the IAM documents of a stream's pods from what <c>iam</c> was told.</summary>
internal static class IamDocuments
{
    private const string AnyAccount = "*";
    private const string ProviderMark = ":oidc-provider/";
    private const int AccountPart = 4; // arn:partition:service:region:account:…

    public static IamPolicies Of(IamRequest request)
    {
        var account = request.Account ?? AccountIn(request.Stream.Spec.Source.StreamArn ?? request.Stream.Status?.StreamArn) ?? AccountIn(request.OidcProvider) ?? AnyAccount;
        return new IamPolicies(Parsed(StreamPolicy.Of(request.Stream, request.Region, account)), TrustOf(request));
    }

    private static JsonObject? TrustOf(IamRequest request)
    {
        if (request.OidcProvider is not { } provider || AccountIn(provider) is not { } account)
        {
            return null;
        }

        var (stream, pod) = (request.Stream.Metadata, request.Stream.Spec.Pod);
        var serviceAccount = pod.RoleArn is not null ? ChildNames.ServiceAccount(stream.Name) : pod.ServiceAccountName ?? "default";
        var issuer = provider[(provider.IndexOf(ProviderMark, StringComparison.Ordinal) + ProviderMark.Length)..];
        return Parsed(TrustPolicy.Of(issuer, request.Region, account, stream.NamespaceProperty ?? "default", serviceAccount));
    }

    private static string? AccountIn(string? arn) => arn?.Split(':') is { Length: > AccountPart } parts ? parts[AccountPart] : null;

    private static JsonObject Parsed(string document) => JsonNode.Parse(document)!.AsObject(); // a policy is an object
}
