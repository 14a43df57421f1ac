using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>
/// Keeps clients of AWS where they were sent: a request carries a signature and a session token, and an answer that names another host does not get them.
/// Both HttpClient and the SDK would follow it, the SDK with a new signature.
/// </summary>
public static class Redirects
{
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>No client that is made with these settings follows an answer to another address.</summary>
    public static TConfig Refused<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        config.AllowAutoRedirect = false;
        return Registered.Value ? config : throw new InvalidOperationException("The SDK did not take the change of its pipeline.");
    }

    private static bool Register()
    {
        RuntimePipelineCustomizerRegistry.Instance.Register(new WithoutRedirects());
        return true;
    }

    /// <summary>Exchanges the step in every client's pipeline; S3 has one of its own, derived from the other.</summary>
    private sealed class WithoutRedirects : IRuntimePipelineCustomizer
    {
        public string UniqueName => "keyspaces-streamer: no redirects";

        public void Customize(Type type, RuntimePipeline pipeline)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            foreach (var handler in pipeline.Handlers.OfType<RedirectHandler>().ToArray())
            {
                var refusing = new Refusing { InnerHandler = handler.InnerHandler, OuterHandler = handler.OuterHandler };
                (handler.OuterHandler.InnerHandler, handler.InnerHandler.OuterHandler) = (refusing, refusing);
            }
        }
    }

    /// <summary>An answer that names another place is a refusal like any other, read by its status.</summary>
    private sealed class Refusing : PipelineHandler
    {
        public override void InvokeSync(IExecutionContext executionContext)
        {
            base.InvokeSync(executionContext);
            Judge(executionContext);
        }

        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var result = await base.InvokeAsync<T>(executionContext);
            Judge(executionContext);
            return result;
        }

        private static void Judge(IExecutionContext executionContext)
        {
            if (executionContext.ResponseContext.HttpResponse is { StatusCode: >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest } response)
            {
                executionContext.ResponseContext.HttpResponse = null;
                throw new HttpErrorResponseException(response);
            }
        }
    }
}
