using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Whether the API server serves the resource, and allows what the operator does. A server that does not answer is a finding as well.</summary>
internal sealed class ClusterChecks(IKubernetes client)
{
    public IReadOnlyList<SelfCheck> For(OperatorOptions options)
    {
        IReadOnlyList<string?> places = options.WatchNamespaces.Count == 0 ? [null] : [.. options.WatchNamespaces];
        var checks = new List<SelfCheck> { new("definition", token => AskAsync(() => FindDefinitionAsync(token))) };
        checks.AddRange(places.Select(place => new SelfCheck($"rights in {place ?? "all namespaces"}", token => AskAsync(() => ReviewAsync(place, RequiredPermission.Watched, token)))));
        if (options.LeaderElection)
        {
            checks.Add(new SelfCheck($"rights of the leader in {options.PodNamespace}", token => AskAsync(() => ReviewAsync(options.PodNamespace, RequiredPermission.Own, token))));
        }

        return checks;
    }

    private async Task<CheckFinding> FindDefinitionAsync(CancellationToken cancellationToken)
    {
        const string advice = "is not served: apply config/crd.";
        try
        {
            var served = await client.CustomObjects.GetAPIResourcesAsync(StreamApi.Group, StreamApi.Version, cancellationToken);
            return served.Resources.Any(resource => resource.Name == StreamApi.Plural)
                ? CheckFinding.Good($"{StreamApi.DefinitionName} {StreamApi.Version} is served.")
                : new CheckFinding(ExitCodes.MissingResource, $"{StreamApi.DefinitionName} {advice}");
        }
        catch (HttpOperationException refusal) when (refusal.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return new CheckFinding(ExitCodes.MissingResource, $"{StreamApi.ApiVersion} {advice}");
        }
    }

    private async Task<CheckFinding> ReviewAsync(string? place, IReadOnlyList<RequiredPermission> rights, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var right in rights)
        {
            foreach (var verb in right.Verbs)
            {
                if (!await IsAllowedAsync(place, right, verb, cancellationToken))
                {
                    missing.Add($"{verb} {(right.Group.Length == 0 ? right.Resource : $"{right.Resource} ({right.Group})")}");
                }
            }
        }

        return missing.Count == 0
            ? CheckFinding.Good($"all {rights.Sum(right => right.Verbs.Count)} are granted.")
            : new CheckFinding(ExitCodes.MissingPermission, $"missing {string.Join(", ", missing)}: apply config/rbac.");
    }

    private async Task<bool> IsAllowedAsync(string? place, RequiredPermission right, string verb, CancellationToken cancellationToken)
    {
        var resource = right.Resource.Split('/');
        var review = await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(
            new V1SelfSubjectAccessReview
            {
                Spec = new V1SelfSubjectAccessReviewSpec
                {
                    ResourceAttributes = new V1ResourceAttributes
                    {
                        Group = right.Group,
                        Resource = resource[0],
                        Subresource = resource.ElementAtOrDefault(1),
                        Verb = verb,
                        NamespaceProperty = place,
                    },
                },
            },
            cancellationToken: cancellationToken);
        return review.Status.Allowed;
    }

    private static async Task<CheckFinding> AskAsync(Func<Task<CheckFinding>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception problem) when (problem is HttpRequestException or HttpOperationException)
        {
            return new CheckFinding(ExitCodes.Unavailable, $"the API server could not be asked: {problem.Message}");
        }
    }
}
