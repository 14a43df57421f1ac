using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>Writes a request as it goes over the wire.</summary>
internal sealed class AwsJsonMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly AwsJsonMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var asked = (AwsJsonRequest)input;
        var request = new DefaultRequest(asked, asked.Service.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Encoding.UTF8.GetBytes(asked.Input.ToJsonString()),
        };
        request.Headers["X-Amz-Target"] = $"{asked.Service.Target}.{asked.Operation}";
        request.Headers["Content-Type"] = $"application/x-amz-json-{asked.Service.JsonVersion}";
        return request;
    }
}
