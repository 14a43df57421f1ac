using System.Globalization;
using System.Text.RegularExpressions;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Journal;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Sts;

/// <summary>AWS STS: gives sessions of roles to whom the roles' trust policies name.</summary>
internal sealed partial class StsEndpoint(LabFolder folder, SessionBook sessions, TokenVerifier verifier, RequestJournal journal, RequestFacts facts)
{
    private const string Audience = "sts.amazonaws.com";
    private const string WebIdentity = "AssumeRoleWithWebIdentity";
    private const string AssumeRole = "AssumeRole";

    /// <returns>False when the operation has to be signed.</returns>
    public async Task<bool> TryAnswerUnsignedAsync(HttpContext context, byte[] body, string request)
    {
        var input = StsInput.Of(context.Request, body);
        if (input["Action"] != WebIdentity)
        {
            return false;
        }

        var subject = (string?)null;
        try
        {
            var (name, arn) = (SessionNameOf(input), input.Require("RoleArn"));
            RequireDuration(input);
            var claims = verifier.Verify(input.Require("WebIdentityToken"), Audience);
            subject = claims.Subject;
            var keys = facts.Of(context, null).With($"{verifier.Provider}:sub", claims.Subject).With($"{verifier.Provider}:aud", claims.Audiences).With("sts:RoleSessionName", name);
            var role = folder.FindRoleByArn(arn);
            if (role?.Trust.JudgeTrust(PrincipalKind.Federated, [$"arn:aws:iam::{role.Account}:oidc-provider/{verifier.Provider}"], $"sts:{WebIdentity}", keys) is not { IsAllowed: true })
            {
                throw new RefusedException(RefusalKind.AccessDenied, $"Not authorized to perform sts:{WebIdentity}");
            }

            await GrantAsync(context, WebIdentity, role, name, claims, request);
        }
        catch (RefusedException refused)
        {
            Refuse(WebIdentity, input["RoleArn"], subject, refused, request);
            throw;
        }

        return true;
    }

    public async Task AnswerAsync(HttpContext context, Caller caller, byte[] body, string request)
    {
        var input = StsInput.Of(context.Request, body);
        switch (input["Action"])
        {
            case "GetCallerIdentity":
                await StsAnswers.WriteIdentityAsync(context, caller, request);
                return;
            case AssumeRole:
                await AssumeAsync(context, caller, input, request);
                return;
            default:
                throw new RefusedException(RefusalKind.UnknownOperation, $"Could not find operation {input["Action"]} for version 2011-06-15");
        }
    }

    private async Task AssumeAsync(HttpContext context, Caller caller, StsInput input, string request)
    {
        try
        {
            var (name, arn) = (SessionNameOf(input), input.Require("RoleArn"));
            RequireDuration(input);
            var keys = facts.Of(context, caller).With("sts:ExternalId", input["ExternalId"]).With("sts:RoleSessionName", name);
            var role = folder.FindRoleByArn(arn);
            var isOwn = PolicyDocument.Judge(caller.Policies, $"sts:{AssumeRole}", arn, keys);
            journal.Write(
                "judged", ("request", request), ("role", caller.Name), ("session", caller.Session), ("service", "sts"), ("operation", AssumeRole),
                ("action", $"sts:{AssumeRole}"), ("resource", arn), ("allowed", isOwn.IsAllowed), ("statements", new System.Text.Json.Nodes.JsonArray([.. isOwn.Statements])));
            if (!isOwn.IsAllowed || role?.Trust.JudgeTrust(PrincipalKind.Aws, caller.TrustNames, $"sts:{AssumeRole}", keys) is not { IsAllowed: true })
            {
                throw new RefusedException(RefusalKind.AccessDenied, $"User: {caller.Arn} is not authorized to perform: sts:{AssumeRole} on resource: {arn}");
            }

            await GrantAsync(context, AssumeRole, role, name, null, request);
        }
        catch (RefusedException refused)
        {
            Refuse(AssumeRole, input["RoleArn"], caller.Arn, refused, request);
            throw;
        }
    }

    private Task GrantAsync(HttpContext context, string operation, Role role, string name, TokenClaims? claims, string request)
    {
        var session = sessions.Issue(role.Name, name);
        journal.Write(
            "session", ("request", request), ("operation", operation), ("granted", true), ("role", role.Name), ("session", name), ("subject", claims?.Subject),
            ("accessKeyId", session.AccessKey), ("expires", session.ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return StsAnswers.WriteSessionAsync(context, operation, role, session, claims, verifier.Provider, request);
    }

    private void Refuse(string operation, string? role, string? subject, RefusedException refused, string request) => journal.Write(
        "session", ("request", request), ("operation", operation), ("granted", false), ("role", role is null ? null : role[(role.LastIndexOf('/') + 1)..]), ("subject", subject),
        ("error", RefusalCodes.Of(Services.LabService.Sts, refused).Code), ("message", refused.Message));

    private static string SessionNameOf(StsInput input) => input.Require("RoleSessionName") is var name && SessionName().IsMatch(name) ? name
        : throw new RefusedException(RefusalKind.Malformed, $"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");

    private static void RequireDuration(StsInput input)
    {
        if (input["DurationSeconds"] is { } text && !(int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 900 and <= 43200))
        {
            throw new RefusedException(
                RefusalKind.Malformed, $"1 validation error detected: Value '{text}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
        }
    }

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionName();
}
