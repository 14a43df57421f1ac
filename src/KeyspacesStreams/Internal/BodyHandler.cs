using Amazon.Runtime;
using Amazon.Runtime.Internal;
using KeyspacesStreamer.RawStreams;

namespace Amazon.KeyspacesStreams.Internal;

/// <summary>
/// The step of the pipeline that takes the whole body off the network before it is read. Inside the retries, so a body that was cut off is asked
/// for again; cancellable and bounded in time and size, which reading it from the connection while it is parsed would not be.
/// </summary>
internal sealed class BodyHandler(TimeProvider clock) : PipelineHandler
{
    // What HttpClient waits for a response when nothing is set; the headers have been read by then, this bounds the body.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext);
        var context = executionContext.RequestContext;
        var response = executionContext.ResponseContext.HttpResponse;
        if (response is null)
        {
            return result;
        }

        var limit = (context.Unmarshaller as RawBodyUnmarshaller)?.MaxBodyBytes ?? RawRecordReader.DefaultMaxBodyBytes;
        var timeout = context.ClientConfig.Timeout ?? DefaultTimeout;
        using var timer = new CancellationTokenSource(timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, timer.Token);
        try
        {
            using var body = response.ResponseBody;
            var stream = await body.OpenResponseAsync();
            var whole = await PooledBody.ReadAsync(stream, response.ContentLength, limit, linked.Token);
            executionContext.ResponseContext.HttpResponse = new WholeResponse(response, whole);
        }
        catch (OperationCanceledException cause) when (timer.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The body of {context.RequestName} was not complete after {timeout.TotalSeconds:0} s.", cause);
        }
        catch (IOException cause)
        {
            // With its cause inside, the SDK would take it for a stale connection and ask ten more times without a pause.
            throw new IOException($"The body of {context.RequestName} was cut off: {cause.Message}");
        }

        return result;
    }
}
