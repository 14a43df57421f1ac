using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Journal;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>Judges what a request needs by the caller's policies, and keeps each judgement.</summary>
internal sealed class ActionJudge(RequestJournal journal)
{
    /// <exception cref="RefusedException">Something that the operation needs is not allowed.</exception>
    public void Require(Caller caller, LabService service, RequestedOperation operation, string request)
    {
        foreach (var action in operation.Actions)
        {
            if (Judge(caller, service, operation.Name, action, request) is { IsAllowed: false } denied)
            {
                throw new RefusedException(RefusalKind.AccessDenied, SentenceOf(caller, service, action, denied));
            }
        }
    }

    /// <summary>AWS's sentence: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html</summary>
    private static string SentenceOf(Caller caller, LabService service, RequestedAction action, Judgement denied)
    {
        var quote = service == LabService.S3 && action.Action.StartsWith("s3:", StringComparison.Ordinal) ? "\"" : "";
        var reason = denied.IsExplicitDeny ? "with an explicit deny in an identity-based policy" : $"because no identity-based policy allows the {action.Action} action";
        return $"User: {caller.Arn} is not authorized to perform: {action.Action} on resource: {quote}{action.Resource}{quote} {reason}";
    }

    private Judgement Judge(Caller caller, LabService service, string operation, RequestedAction action, string request)
    {
        var judgement = PolicyDocument.Judge(caller.Policies, action.Action, action.Resource, action.Keys);
        journal.Write(
            "judged", ("request", request), ("role", caller.Name), ("session", caller.Session), ("service", ServiceWords.Of(service)), ("operation", operation),
            ("action", action.Action), ("resource", action.Resource), ("allowed", judgement.IsAllowed),
            ("statements", new JsonArray([.. judgement.Statements.Select(name => JsonValue.Create(name))])));
        return judgement;
    }
}
