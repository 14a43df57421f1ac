using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>The body of an error: a type, a message, and for a refused request its code.</summary>
internal static class ErrorBody
{
    public static AmazonServiceException Read(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode status)
    {
        ArgumentNullException.ThrowIfNull(context);

        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        return error.Code switch
        {
            nameof(AccessDeniedException) => new AccessDeniedException(
                error.Message, innerException, error.Type, error.Code, error.RequestId, status),
            nameof(InternalServerException) => new InternalServerException(
                error.Message, innerException, error.Type, error.Code, error.RequestId, status),
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(
                error.Message, innerException, error.Type, error.Code, error.RequestId, status),
            nameof(ThrottlingException) => new ThrottlingException(
                error.Message, innerException, error.Type, error.Code, error.RequestId, status),
            nameof(ValidationException) => Refusal(context, error, innerException, status),
            _ => new AmazonKeyspacesStreamsException(
                error.Message, innerException, error.Type, error.Code, error.RequestId, status),
        };
    }

    private static ValidationException Refusal(
        JsonUnmarshallerContext context, ErrorResponse error, Exception innerException, HttpStatusCode status)
    {
        var refusal = new ValidationException(error.Message, innerException, error.Type, error.Code, error.RequestId, status);
        if (ErrorCodeIn(context.GetResponseBodyBytes()) is { Length: > 0 } code)
        {
            // The reason is where callers of the official package look for it.
            refusal.ErrorCode = code;
        }

        return refusal;
    }

    /// <summary>The code in the body; null when there is none that can be read.</summary>
    internal static string? ErrorCodeIn(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            while (JsonShape.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("errorCode"u8))
                {
                    return JsonShape.Text(ref reader);
                }

                JsonShape.SkipMember(ref reader);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: escapes that are no text. The error itself is known already; without a readable code it stays a plain refusal.
        }

        return null;
    }
}
