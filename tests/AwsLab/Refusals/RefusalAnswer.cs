using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Refusals;

/// <summary>Writes a refusal as the service that was asked writes it.</summary>
internal static class RefusalAnswer
{
    public static Task WriteAsync(HttpContext context, LabService service, RefusedException refused, string requestId)
    {
        var refusal = RefusalCodes.Of(service, refused);
        context.Response.StatusCode = refusal.Status;
        context.Response.Headers[service == LabService.S3 ? "x-amz-request-id" : "x-amzn-RequestId"] = requestId;
        if (context.Request.Method == "HEAD")
        {
            return Task.CompletedTask;
        }

        var (type, text) = service switch
        {
            LabService.S3 => ("application/xml", S3(refusal, refused.Message, requestId)),
            LabService.Sts => ("text/xml", Query(refusal, refused.Message, requestId)),
            LabService.Ecr => ("application/x-amz-json-1.1", Json(refusal, refused.Message)),
            _ => ("application/x-amz-json-1.0", Json(refusal, refused.Message)),
        };
        context.Response.ContentType = type;
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static string S3(Refusal refusal, string message, string requestId) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{refusal.Code}</Code><Message>{SecurityElement.Escape(message)}</Message>"
        + $"<RequestId>{requestId}</RequestId><HostId>aws-lab</HostId></Error>";

    private static string Query(Refusal refusal, string message, string requestId) =>
        $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>{(refusal.Status < 500 ? "Sender" : "Receiver")}</Type><Code>{refusal.Code}</Code>"
        + $"<Message>{SecurityElement.Escape(message)}</Message></Error><RequestId>{requestId}</RequestId></ErrorResponse>";

    // What is refused at the door comes from the same frame at all these services, with its namespace.
    private static string Json(Refusal refusal, string message) =>
        (refusal.ErrorCode is null
            ? new JsonObject { ["__type"] = $"com.amazon.coral.service#{refusal.Code}", ["message"] = message }
            : new JsonObject { ["__type"] = $"com.amazon.coral.service#{refusal.Code}", ["message"] = message, ["errorCode"] = refusal.ErrorCode }).ToJsonString();
}
