using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.AwsAccess.Tests;

public sealed class AwsPartitionTests
{
    [Theory]
    [InlineData("eu-west-1", "https://cassandra.eu-west-1.api.aws/")]
    [InlineData("eu-south-2", "https://cassandra.eu-south-2.api.aws/")]
    [InlineData("mx-central-1", "https://cassandra.mx-central-1.api.aws/")]
    [InlineData("us-gov-west-1", "https://cassandra.us-gov-west-1.api.aws/")]
    [InlineData("cn-north-1", "https://cassandra.cn-north-1.amazonaws.com.cn/")]
    [InlineData("eusc-de-east-1", "https://cassandra.eusc-de-east-1.amazonaws.eu/")]
    public void AddressIn_OfTheTablesApi_IsTheNameThatTheRegionHas(string region, string expected) =>
        Assert.Equal(expected, AwsJsonService.Keyspaces.AddressIn(region).AbsoluteUri);

    [Theory]
    [InlineData("eu-south-2", "https://api.ecr.eu-south-2.amazonaws.com/")]
    [InlineData("cn-north-1", "https://api.ecr.cn-north-1.amazonaws.com.cn/")]
    [InlineData("eusc-de-east-1", "https://api.ecr.eusc-de-east-1.amazonaws.eu/")]
    public void AddressIn_OfEcr_IsTheIPv4Name(string region, string expected) => Assert.Equal(expected, AwsJsonService.Ecr.AddressIn(region).AbsoluteUri);

    [Theory]
    [InlineData("eu-south-2")]
    [InlineData("us-gov-east-1")]
    [InlineData("cn-northwest-1")]
    [InlineData("eusc-de-east-1")]
    public void Of_AnyRegion_IsThePartitionThatTheSdkKnows(string region)
    {
        var known = Amazon.RegionEndpoint.GetBySystemName(region);

        Assert.Equal($"{known.PartitionName} {known.PartitionDnsSuffix}", $"{AwsPartition.Of(region)} {AwsPartition.DomainOf(region)}");
    }

    [Theory]
    [InlineData("cassandra-streams.eu-west-1.api.aws", true)]
    [InlineData("vpce-0123.cassandra-streams.eu-west-1.vpce.amazonaws.com", true)]
    [InlineData("cassandra.cn-north-1.amazonaws.com.cn", true)]
    [InlineData("streams.test", false)]
    [InlineData("notamazonaws.com", false)]
    public void IsHost_TellsAwsFromOthers(string host, bool expected) => Assert.Equal(expected, AwsHosts.Contain(host));
}
