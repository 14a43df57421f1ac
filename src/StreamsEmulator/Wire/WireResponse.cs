using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;
using Microsoft.AspNetCore.Connections.Features;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Puts answers on the wire, whole or broken.</summary>
internal static class WireResponse
{
    private const string ContentType = "application/x-amz-json-1.0";

    public static async Task WriteAsync(HttpContext context, WireReply reply, bool isCut)
    {
        Begin(context, 200, ContentType, reply.Length);
        var left = isCut ? reply.Length / 2 : reply.Length;
        var body = context.Response.BodyWriter;
        foreach (var part in reply.Parts)
        {
            var piece = part[..(int)Math.Min(left, part.Length)];
            body.Write(piece.Span);
            left -= piece.Length;
            if (body.UnflushedBytes > 64 * 1024)
            {
                await body.FlushAsync(context.RequestAborted);
            }
        }

        await body.FlushAsync(context.RequestAborted);
        if (isCut)
        {
            context.Abort();
        }
    }

    public static async Task WriteAsync(HttpContext context, WireFault fault)
    {
        var body = JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("__type", fault.Type);
            json.WriteString("message", fault.Message);
            if (fault.ErrorCode is not null)
            {
                json.WriteString("errorCode", fault.ErrorCode);
            }

            json.WriteEndObject();
        });
        Begin(context, fault.Status, ContentType, body.Length);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task WriteUnavailableAsync(HttpContext context) => WriteHtmlAsync(context, 503, "503 Service Unavailable");

    public static Task WritePortalAsync(HttpContext context) => WriteHtmlAsync(context, 200, "Sign in to use this network");

    /// <summary>Ends the connection with a TCP reset instead of a farewell.</summary>
    public static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Abort();
    }

    private static async Task WriteHtmlAsync(HttpContext context, int status, string heading)
    {
        var body = Encoding.UTF8.GetBytes($"<html><body><h1>{heading}</h1></body></html>");
        Begin(context, status, "text/html", body.Length);
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static void Begin(HttpContext context, int status, string contentType, long length)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = length;
        context.Response.Headers["x-amzn-RequestId"] = RequestId(context.TraceIdentifier);
    }

    /// <summary>A request id in the service's form, made from the connection and the number of the request on it.</summary>
    private static string RequestId(string trace)
    {
        Span<byte> id = stackalloc byte[16];
        var text = Encoding.ASCII.GetBytes(trace);
        BinaryPrimitives.WriteUInt64BigEndian(id, KeyHash.Of(text));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], KeyHash.Of(text, salt: 1));
        return new Guid(id).ToString();
    }
}
