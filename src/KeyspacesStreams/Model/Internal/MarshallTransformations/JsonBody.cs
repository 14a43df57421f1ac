using System.Buffers;
using System.Text.Json;
using Amazon.Runtime.Internal;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>A request body in AWS JSON 1.0.</summary>
internal static class JsonBody
{
    public static IRequest Request<TRequest>(TRequest input, string operation, Action<Utf8JsonWriter, TRequest> writeMembers)
        where TRequest : AmazonKeyspacesStreamsRequest
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writeMembers(writer, input);
            writer.WriteEndObject();
        }

        var request = new DefaultRequest(input, "Amazon.KeyspacesStreams")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = body.WrittenSpan.ToArray(),
        };
        request.Headers["X-Amz-Target"] = "KeyspacesStreams." + operation;
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";
        return request;
    }

    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
