using Amazon;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Endpoints;
using Amazon.KeyspacesStreams.Internal;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>The address of the service in every partition.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("eu-west-1", "api.aws")]
    [InlineData("us-east-1", "api.aws")]
    [InlineData("us-gov-west-1", "api.aws")]
    [InlineData("cn-north-1", "api.amazonwebservices.com.cn")]
    [InlineData("eusc-de-east-1", "api.amazonwebservices.eu")]
    [InlineData("us-iso-east-1", "api.aws.ic.gov")]
    [InlineData("us-isob-east-1", "api.aws.scloud")]
    [InlineData("eu-isoe-west-1", "api.cloud-aws.adc-e.uk")]
    [InlineData("us-isof-south-1", "api.aws.hci.ic.gov")]
    [InlineData("eu-newland-9", "api.aws")]
    public void Region_OfEachPartition_GivesTheDualStackHost(string region, string suffix)
    {
        Assert.Equal($"https://cassandra-streams.{region}.{suffix}", Resolve(region).URL);
        Assert.Equal($"https://cassandra-streams-fips.{region}.{suffix}", Resolve(region, fips: true).URL);
    }

    [Fact]
    public void OwnAddress_StandsBeforeTheRegion()
    {
        Assert.Equal("http://localhost:9000", Resolve("eu-west-1", own: "http://localhost:9000").URL);
    }

    [Fact]
    public void OwnAddressWithFips_IsRefused()
    {
        var error = Assert.Throws<AmazonClientException>(() => Resolve("eu-west-1", fips: true, own: "http://localhost:9000"));

        Assert.Equal("Invalid Configuration: FIPS and custom endpoint are not supported", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void NoRegion_IsRefused(string? region)
    {
        var error = Assert.Throws<AmazonClientException>(() => Resolve(region));

        Assert.Equal("Invalid Configuration: Missing Region", error.Message);
    }

    [Fact]
    public void Client_TellsWhereItSends()
    {
        using var client = new AmazonKeyspacesStreamsClient("key", "secret", RegionEndpoint.EUWest1);
        using var fips = new AmazonKeyspacesStreamsClient(
            "key", "secret", new AmazonKeyspacesStreamsConfig { RegionEndpoint = RegionEndpoint.USGovCloudWest1, UseFIPSEndpoint = true });

        Assert.Equal("https://cassandra-streams.eu-west-1.api.aws", client.DetermineServiceOperationEndpoint(new GetStreamRequest()).URL);
        Assert.Equal(
            "https://cassandra-streams-fips.us-gov-west-1.api.aws", fips.DetermineServiceOperationEndpoint(new GetStreamRequest()).URL);
    }

    [Fact]
    public async Task Client_OwnAddressWithFips_RefusesBeforeSending()
    {
        var settings = new AmazonKeyspacesStreamsConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "eu-west-1", UseFIPSEndpoint = true };
        using var client = new AmazonKeyspacesStreamsClient("key", "secret", settings);

        var error = await Assert.ThrowsAsync<AmazonClientException>(
            () => client.GetStreamAsync(new GetStreamRequest(), TestContext.Current.CancellationToken));

        Assert.Contains("FIPS and custom endpoint are not supported", error.Message, StringComparison.Ordinal);
    }

    private static Amazon.Runtime.Endpoints.Endpoint Resolve(string? region, bool fips = false, string? own = null) =>
        new AmazonKeyspacesStreamsEndpointProvider().ResolveEndpoint(
            new KeyspacesStreamsEndpointParameters { Region = region, UseFIPS = fips, Endpoint = own });
}
