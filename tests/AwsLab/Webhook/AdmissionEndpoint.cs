using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Journal;

namespace KeyspacesStreamer.AwsLab.Webhook;

/// <summary>The webhook that gives pods their credentials, as EKS's does: https://github.com/aws/amazon-eks-pod-identity-webhook</summary>
internal sealed class AdmissionEndpoint(string region, ServiceAccounts accounts, LabFolder folder, RequestJournal journal)
{
    public const string Path = "/mutate-pods";

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var review = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (review?["request"] is not JsonObject request || request["object"] is not JsonObject pod)
            {
                throw new LabException("There is no pod in the AdmissionReview.");
            }

            var response = await AnswerAsync(request, pod, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(
                new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response }.ToJsonString(), context.RequestAborted);
        }
        catch (Exception problem) when (problem is LabException or JsonException or HttpRequestException or IOException)
        {
            journal.WriteProblem($"The webhook failed: {problem.Message}");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync(problem.Message, context.RequestAborted);
        }
    }

    private async Task<JsonObject> AnswerAsync(JsonObject request, JsonObject pod, CancellationToken cancellationToken)
    {
        var name = (string?)pod["spec"]?["serviceAccountName"] ?? "default";
        var account = new AccountSubject((string?)request["namespace"] ?? "default", name);
        var credentials = await FindAsync(account, pod, cancellationToken);
        var response = new JsonObject { ["uid"] = request["uid"]?.DeepClone(), ["allowed"] = true };
        if (credentials is not null && PodChanges.Of(pod, credentials) is { Count: > 0 } patch)
        {
            response["patchType"] = "JSONPatch";
            response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString()));
        }

        var kind = credentials?.Kind ?? PodIdentityKind.Nothing;
        journal.Write(
            "webhook", ("namespace", account.Namespace), ("pod", (string?)pod["metadata"]?["name"] ?? (string?)pod["metadata"]?["generateName"]), ("serviceAccount", account.Name),
            ("injected", kind switch { PodIdentityKind.WebIdentity => "web-identity", PodIdentityKind.PodIdentity => "pod-identity", _ => "nothing" }));
        return response;
    }

    private async Task<PodCredentials?> FindAsync(AccountSubject account, JsonObject pod, CancellationToken cancellationToken)
    {
        var own = (pod["metadata"]?["annotations"] as JsonObject ?? []).ToDictionary(annotation => annotation.Key, annotation => (string?)annotation.Value ?? "");
        return PodCredentials.OfRole(await accounts.AnnotationsOfAsync(account, cancellationToken), own, region)
            ?? (folder.FindAssociation(account) is null ? null : PodCredentials.OfAssociation(own, region));
    }
}
