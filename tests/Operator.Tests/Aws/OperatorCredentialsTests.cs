using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>That there are no credentials is found out now and then, not by each call.</summary>
public sealed class OperatorCredentialsTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _looked;
    private bool _areThere;

    [Fact]
    public async Task Get_ThereAreNone_IsRememberedForAWhile()
    {
        using var credentials = new OperatorCredentials(_clock, Find);

        await Assert.ThrowsAsync<NoCredentialsException>(credentials.GetCredentialsAsync);
        var again = Assert.Throws<NoCredentialsException>(credentials.GetCredentials);

        Assert.Equal((1, "None anywhere."), (_looked, again.Message));
    }

    [Fact]
    public async Task Get_TheyCome_AreFoundAfterTheWhile()
    {
        using var credentials = new OperatorCredentials(_clock, Find);
        await Assert.ThrowsAsync<NoCredentialsException>(credentials.GetCredentialsAsync);

        _areThere = true;
        _clock.Advance(OperatorCredentials.Remembered);
        var (found, signed) = (await credentials.GetCredentialsAsync(), credentials.GetCredentials());

        Assert.Equal(("key", "key"), (found.AccessKey, signed.AccessKey));
    }

    private BasicAWSCredentials Find()
    {
        _looked++;
        return _areThere ? new BasicAWSCredentials("key", "secret") : throw new AmazonClientException("None anywhere.");
    }
}
