using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>An entry allows one scheme, host and port, and nothing beside it.</summary>
public sealed class AllowedEndpointsTests
{
    [Theory]
    [InlineData("s3.internal", "https://s3.internal", true)]
    [InlineData("s3.internal", "https://S3.Internal:443/a/path", true)]
    [InlineData("https://s3.internal", "https://s3.internal", true)]
    [InlineData("s3.internal:9000", "https://s3.internal:9000", true)]
    [InlineData("http://s3.internal:9000", "http://s3.internal:9000", true)]
    [InlineData("http://s3.internal", "http://s3.internal:80", true)]
    [InlineData("[fd00::1]:8443", "https://[fd00:0::1]:8443", true)]
    [InlineData("s3.internal", "http://s3.internal", false)]
    [InlineData("s3.internal", "http://s3.internal:443", false)]
    [InlineData("http://s3.internal:9000", "https://s3.internal:9000", false)]
    [InlineData("s3.internal", "https://s3.internal:9000", false)]
    [InlineData("s3.internal", "https://a.s3.internal", false)]
    [InlineData("s3.internal", "https://s3.internal.evil.example", false)]
    [InlineData("s3.internal", "https://s3.internal.", false)]
    [InlineData("s3.internal", "https://s3.internal@evil.example/", false)]
    [InlineData("169.254.170.2", "http://169.254.170.2/", false)]
    public void Allows_OneSchemeHostAndPort(string entry, string endpoint, bool isAllowed)
    {
        Assert.True(AllowedEndpoints.TryParse([entry], out var allowed));

        Assert.Equal(isAllowed, allowed.Allows(new Uri(endpoint)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.internal")]
    [InlineData("s3.internal/path")]
    [InlineData("s3.internal/")]
    [InlineData("https://user@s3.internal")]
    [InlineData("s3.internal?x")]
    [InlineData("s3.internal#x")]
    [InlineData("ftp://s3.internal")]
    [InlineData("s3.internal:70000")]
    [InlineData("https://")]
    [InlineData("a b")]
    public void TryParse_OtherForms_AreRefused(string entry) => Assert.False(AllowedEndpoints.TryParse(["s3.internal", entry], out _));

    [Theory]
    [InlineData("https://s3.internal/bucket", "s3.internal")]
    [InlineData("https://s3.internal:9000", "s3.internal:9000")]
    [InlineData("http://169.254.170.2/v2", "http://169.254.170.2:80")]
    [InlineData("https://[fd00::1]:8443", "[fd00::1]:8443")]
    public void EntryOf_AnAddress_AllowsIt(string endpoint, string entry)
    {
        var written = AllowedEndpoints.EntryOf(new Uri(endpoint));

        Assert.Equal(entry, written);
        Assert.True(AllowedEndpoints.TryParse([written], out var allowed) && allowed.Allows(new Uri(endpoint)));
    }

    [Fact]
    public void None_AllowsNothing() => Assert.False(AllowedEndpoints.None.Allows(new Uri("https://dynamodb.eu-west-1.amazonaws.com")));
}
