using System.Security.Cryptography;
using System.Text.Json;
using KeyspacesStreamer.AwsLab.Forwarding;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Journal;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Services;
using KeyspacesStreamer.AwsLab.Signing;
using KeyspacesStreamer.AwsLab.Sts;
using Microsoft.AspNetCore.Http.Features;

namespace KeyspacesStreamer.AwsLab.Hosting;

/// <summary>Every request to a service: who sends it, what it needs, whether that is allowed, and the answer from behind.</summary>
internal sealed class FrontEndpoint(
    LabPlace place, HostNames hosts, RequestAuthenticator authenticator, S3Operations s3, JsonOperations json, RequestFacts facts,
    StreamIterators iterators, ActionJudge judge, StsEndpoint sts, EcrImages images, S3Answers answers, Backends backends, RequestJournal journal)
{
    private const string OwnerHeader = "x-amz-expected-bucket-owner";

    public async Task AnswerAsync(HttpContext context)
    {
        if (!hosts.TryFind(context.Request.Host.Value ?? "", out var named))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        var request = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        try
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var body = await ReadAsync(context.Request, context.RequestAborted);
            if (named.Service == LabService.Sts && await sts.TryAnswerUnsignedAsync(context, body, request))
            {
                return;
            }

            var (caller, content) = authenticator.Authenticate(context.Request, target, body, named.Service);
            await (named.Service switch
            {
                LabService.S3 => AnswerS3Async(context, S3Address.Of(named.Bucket, PathOf(target)), target, caller, content, request),
                LabService.Sts => sts.AnswerAsync(context, caller, body, request),
                _ => AnswerJsonAsync(context, named.Service, caller, content, request),
            });
        }
        catch (RefusedException refused)
        {
            if (refused.Kind != RefusalKind.AccessDenied && named.Service != LabService.Sts)
            {
                journal.Write(
                    "refused", ("request", request), ("service", ServiceWords.Of(named.Service)), ("operation", OperationOf(context.Request)),
                    ("error", RefusalCodes.Of(named.Service, refused).Code), ("message", refused.Message));
            }

            await RefusalAnswer.WriteAsync(context, named.Service, refused, request);
        }
    }

    private async Task AnswerJsonAsync(HttpContext context, LabService service, Caller caller, SignedBody body, string request)
    {
        using var input = Parse(body.Bytes);
        var operation = json.Of(service, context.Request.Headers["X-Amz-Target"].ToString(), input.RootElement, caller.Account, facts.Of(context, caller));
        judge.Require(caller, service, operation, request);
        if (service == LabService.Ecr)
        {
            await images.AnswerAsync(context, operation.Name, input.RootElement, request);
            return;
        }

        using var answer = await backends.SendAsync(context.Request, service, "/", body, context.RequestAborted);
        if (operation.Name is "GetShardIterator" or "GetRecords" && answer.IsSuccessStatusCode)
        {
            // Remembered before the caller can use it.
            if (await Backends.TryReadAsync(answer, context) is not { } text)
            {
                return;
            }

            iterators.Learn(text, operation.Actions[0].Resource);
        }

        await Backends.CopyAsync(answer, context, service, request);
    }

    private async Task AnswerS3Async(HttpContext context, S3Address address, string target, Caller caller, SignedBody body, string request)
    {
        var known = facts.Of(context, caller);
        var operation = s3.Of(context.Request.Method, address, context.Request.Query, context.Request.Headers, known);
        judge.Require(caller, LabService.S3, operation, request);
        Checksums.Require(context.Request.Headers, body);
        if (context.Request.Headers[OwnerHeader].ToString() is { Length: > 0 } owner && owner != place.Account)
        {
            throw new RefusedException(RefusalKind.AccessDenied, "Access Denied");
        }

        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? target[question..] : "";
        using var answer = await backends.SendAsync(context.Request, LabService.S3, address.RawPath + query, body, context.RequestAborted);
        judge.Require(caller, LabService.S3, operation with { Actions = [.. answers.NeedsOf(operation.Name, address, context.Request, answer, known)] }, request);
        await Backends.CopyAsync(answer, context, LabService.S3, request);
    }

    private static string PathOf(string target) => target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? target[..question] : target;

    private static string OperationOf(HttpRequest request) =>
        request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target[(target.LastIndexOf('.') + 1)..] : $"{request.Method} {request.Path}";

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new RefusedException(400, "SerializationException", "The request body is not valid JSON.");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
