using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>Reads an output, or the error that came instead.</summary>
internal sealed class AwsJsonUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly AwsJsonUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        try
        {
            // StreamConflicts are looked for in all names, which makes text of each: escapes that are none are noticed here, and not in a member's reader.
            using var output = JsonDocument.Parse(input.Stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new AwsJsonResponse { Output = output.RootElement.Clone() };
        }
        catch (InvalidOperationException cause)
        {
            throw new JsonException("The answer has a name with escapes that are no text.", cause);
        }
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
