using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Tests.Services;

public sealed class HostNameTests
{
    private readonly HostNames _hosts = new(new LabPlace("eu-west-1", "111122223333"));

    [Theory]
    [InlineData("cassandra-streams.eu-west-1.api.aws", "Streams", null)]
    [InlineData("cassandra.eu-west-1.api.aws", "Keyspaces", null)]
    [InlineData("cassandra.eu-west-1.amazonaws.com", "Keyspaces", null)]
    [InlineData("s3.eu-west-1.amazonaws.com:443", "S3", null)]
    [InlineData("my.bucket.s3.eu-west-1.amazonaws.com", "S3", "my.bucket")]
    [InlineData("111122223333.ddb.eu-west-1.amazonaws.com", "DynamoDb", null)]
    [InlineData("STS.eu-west-1.amazonaws.com", "Sts", null)]
    [InlineData("api.ecr.eu-west-1.amazonaws.com", "Ecr", null)]
    public void TryFind_NameOfAService_SaysWhich(string host, string service, string? bucket)
    {
        Assert.True(_hosts.TryFind(host, out var found));
        Assert.Equal(new NamedService(Enum.Parse<LabService>(service), bucket), found);
    }

    [Theory]
    [InlineData("cassandra-streams.eu-west-1.amazonaws.com")]
    [InlineData("s3.us-east-1.amazonaws.com")]
    [InlineData("example.com")]
    [InlineData(".s3.eu-west-1.amazonaws.com")]
    public void TryFind_AnyOtherName_IsNone(string host) => Assert.False(_hosts.TryFind(host, out _));

    [Fact]
    public void Listed_Always_IsWhatIsAnswered() => Assert.All(_hosts.Listed(["b"]), name => Assert.True(_hosts.TryFind(name, out _)));
}
