using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.AwsAccess.Tests;

/// <summary>That there are no credentials is found out now and then, not by each call.</summary>
public sealed class ProcessCredentialsTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _looked;
    private bool _areThere;

    [Fact]
    public async Task Get_ThereAreNone_IsRememberedForAWhile()
    {
        using var credentials = Create(Find);

        var first = await Assert.ThrowsAsync<CredentialsException>(credentials.GetCredentialsAsync);
        var again = Assert.Throws<CredentialsException>(credentials.GetCredentials);

        Assert.Equal((1, CredentialsTrouble.Absent, "there are no AWS credentials. Set some. (None anywhere.)"), (_looked, again.Trouble, again.Message));
        Assert.NotSame(first, again);
    }

    [Fact]
    public async Task Get_TheyCome_AreFoundAfterTheWhile()
    {
        using var credentials = Create(Find);
        await Assert.ThrowsAsync<CredentialsException>(credentials.GetCredentialsAsync);

        _areThere = true;
        _clock.Advance(ProcessCredentials.Remembered);
        var (found, signed) = (await credentials.GetCredentialsAsync(), credentials.GetCredentials());

        Assert.Equal(("key", "key"), (found.AccessKey, signed.AccessKey));
    }

    [Fact]
    public async Task Get_TheyAreKnown_NoCallWaitsForAnother()
    {
        var slow = new SlowCredentials();
        using var credentials = Create(() => slow);
        await credentials.GetCredentialsAsync();

        slow.Hold();
        var held = Enumerable.Range(0, 3).Select(_ => credentials.GetCredentialsAsync()).ToArray();

        Assert.Equal(4, slow.Asked);
        slow.Release();
        Assert.All(await Task.WhenAll(held), found => Assert.Equal("key", found.AccessKey));
    }

    [Fact]
    public async Task Get_KnownOnesFail_ThatIsRememberedToo()
    {
        var slow = new SlowCredentials();
        using var credentials = Create(() => slow);
        await credentials.GetCredentialsAsync();
        slow.Problem = new CredentialsException(CredentialsTrouble.Refused, "refused", new AmazonClientException("No."));

        await Assert.ThrowsAsync<CredentialsException>(credentials.GetCredentialsAsync);
        await Assert.ThrowsAsync<CredentialsException>(credentials.GetCredentialsAsync);

        Assert.Equal(2, slow.Asked);
    }

    [Fact]
    public void SignInProfile_IsToldByWhatOnlyASignInHas()
    {
        Assert.True(SignInProfile.Is(new CredentialProfileOptions { SsoSession = "company" }));
        Assert.True(SignInProfile.Is(new CredentialProfileOptions { SsoAccountId = "111122223333" }));
        Assert.True(SignInProfile.Is(new CredentialProfileOptions { LoginSession = "arn:aws:iam::111122223333:user/me" }));
        Assert.False(SignInProfile.Is(new CredentialProfileOptions { RoleArn = "arn:aws:iam::111122223333:role/pod", SourceProfile = "base" }));
    }

    private ProcessCredentials Create(Func<AWSCredentials> find) => new(_clock, _ => null, "Set some.", find);

    private BasicAWSCredentials Find()
    {
        _looked++;
        return _areThere ? new BasicAWSCredentials("key", "secret") : throw new AmazonClientException("None anywhere.");
    }
}
