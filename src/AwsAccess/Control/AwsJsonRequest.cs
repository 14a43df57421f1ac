using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>One operation and its input.</summary>
internal sealed class AwsJsonRequest(AwsJsonService service, string operation, JsonObject input) : AmazonWebServiceRequest
{
    public AwsJsonService Service => service;

    public string Operation => operation;

    public JsonObject Input => input;
}
