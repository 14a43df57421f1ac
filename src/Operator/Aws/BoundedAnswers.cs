namespace KeyspacesStreamer.Operator.Aws;

/// <summary>
/// Takes each answer off the network as a whole before anybody parses it: bounded in bytes, and in time by the client's time-out and the call's token,
/// neither of which reaches a body that is parsed while it arrives.
/// </summary>
internal sealed class BoundedAnswers(HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>A page of DynamoDB has 1 MB of data, and JSON adds less than twice that; no other answer of these services is near it.</summary>
    public const int MostBytes = 4 << 20;

    /// <exception cref="AnswerTooLongException">There is more of it.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        try
        {
            await answer.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            return answer;
        }
        catch (HttpRequestException excess) when (excess.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            answer.Dispose();
            throw new AnswerTooLongException(MostBytes, excess);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
