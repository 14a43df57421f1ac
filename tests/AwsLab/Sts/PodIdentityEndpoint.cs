using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Journal;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Sts;

/// <summary>The agent of EKS Pod Identity on a node, and the service behind it.</summary>
internal sealed class PodIdentityEndpoint(LabFolder folder, SessionBook sessions, TokenVerifier verifier, RequestJournal journal, RequestFacts facts)
{
    private const string CredentialsPath = "/v1/credentials";
    private const string Audience = "pods.eks.amazonaws.com";
    private static readonly string[] NeededActions = ["sts:AssumeRole", "sts:TagSession"];

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != CredentialsPath || context.Request.Method != "GET")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string? subject = null;
        try
        {
            var claims = verifier.Verify(context.Request.Headers.Authorization.ToString(), Audience);
            subject = claims.Subject;
            var account = AccountSubject.Find(subject) ?? throw new RefusedException(400, "InvalidTokenException", "The token is not that of a ServiceAccount.");
            var association = folder.FindAssociation(account)
                ?? throw new RefusedException(404, "ResourceNotFoundException", $"No pod identity association exists for {account.Namespace}/{account.Name}.");
            await GrantAsync(context, RoleOf(context, association), account, subject);
        }
        catch (RefusedException refused)
        {
            var (status, code) = (refused.Own?.Status ?? 400, refused.Own?.Code ?? "AccessDeniedException");
            journal.Write("session", ("operation", "PodIdentity"), ("granted", false), ("subject", subject), ("error", code), ("message", refused.Message));
            context.Response.StatusCode = status;
            await context.Response.WriteAsync($"({code}): {refused.Message}", context.RequestAborted);
        }
    }

    private Role RoleOf(HttpContext context, Association association)
    {
        var keys = facts.Of(context, null)
            .With("aws:RequestTag/kubernetes-namespace", association.Namespace).With("aws:RequestTag/kubernetes-service-account", association.ServiceAccount);
        var role = folder.RoleOf(association);
        return role is not null && NeededActions.All(action => role.Trust.JudgeTrust(PrincipalKind.Service, [Audience], action, keys).IsAllowed) ? role
            : throw new RefusedException(
                RefusalKind.AccessDenied, $"Unauthorized Exception! EKS does not have permissions to assume the associated role {association.Role}.");
    }

    private Task GrantAsync(HttpContext context, Role role, AccountSubject account, string subject)
    {
        var session = sessions.Issue(
            role.Name, $"eks-{account.Name}"[..Math.Min(64, account.Name.Length + 4)],
            new Dictionary<string, string> { ["kubernetes-namespace"] = account.Namespace, ["kubernetes-service-account"] = account.Name });
        var expires = session.ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        journal.Write(
            "session", ("operation", "PodIdentity"), ("granted", true), ("role", role.Name), ("session", session.Name), ("subject", subject),
            ("accessKeyId", session.AccessKey), ("expires", expires));
        var answer = new JsonObject
        {
            ["AccessKeyId"] = session.AccessKey, ["SecretAccessKey"] = session.Secret, ["Token"] = session.Token, ["AccountId"] = role.Account, ["Expiration"] = expires,
        };
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }
}
