namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Tells an observer of each request that passes.</summary>
internal sealed class ObservedRequests(IRequestObserver observer) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int? status = null;
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            status = (int)answer.StatusCode;
            return answer;
        }
        finally
        {
            observer.RequestCompleted(request.Method.Method, request.RequestUri?.PathAndQuery ?? "", status);
        }
    }
}
