using System.Text;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Images;
using KeyspacesStreamer.Testing.Objects;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Aws.Images;

/// <summary>The look-up in Amazon ECR holds to the contract, against moto, and asks seldom.</summary>
public sealed class ImageInspectorTests(MotoService moto) : ImageInspectorContract, IClassFixture<MotoService>, IDisposable
{
    private const string Image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/streampod:1.0";

    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(MotoService.Credentials);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Look_Again_AsksEcrOnlyAfterTenMinutes()
    {
        await using var ecr = new S3Stub(Found("sha256:aa"), Found("sha256:bb"));
        var images = new ImageInspector(_clock, _clients, ecr.Endpoint);

        var first = await images.InspectAsync(Image, Stop);
        _clock.Advance(TimeSpan.FromMinutes(9));
        var second = await images.InspectAsync(Image, Stop);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var third = await images.InspectAsync(Image, Stop);

        Assert.Equal([$"{Image}@sha256:aa", $"{Image}@sha256:aa", $"{Image}@sha256:bb"], [first.Reference, second.Reference, third.Reference]);
        Assert.Equal(2, ecr.Requests.Count);
    }

    [Fact]
    public async Task Look_Missing_AsksAgainAtOnce()
    {
        await using var ecr = new S3Stub(Refusal("ImageNotFoundException"), Found("sha256:aa"));
        var images = new ImageInspector(_clock, _clients, ecr.Endpoint);

        var first = await images.InspectAsync(Image, Stop);
        var second = await images.InspectAsync(Image, Stop);

        Assert.Equal([ImageFinding.Missing, ImageFinding.Resolved], [first.Finding, second.Finding]);
    }

    [Fact]
    public async Task Look_InEcr_IsSignedForItsRegion()
    {
        await using var ecr = new S3Stub(Found("sha256:aa"));

        await new ImageInspector(_clock, _clients, ecr.Endpoint).InspectAsync(Image, Stop);

        var request = Assert.Single(ecr.Requests);
        Assert.Equal("AmazonEC2ContainerRegistry_V20150921.DescribeImages", request.Headers["x-amz-target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["content-type"]);
        Assert.Contains("/eu-west-1/ecr/aws4_request", request.Headers["authorization"], StringComparison.Ordinal);
        Assert.Equal("""{"registryId":"123456789012","repositoryName":"streampod","imageIds":[{"imageTag":"1.0"}]}""", Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task Look_Denied_NamesTheRepository()
    {
        await using var ecr = new S3Stub(Refusal("AccessDeniedException"));

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => new ImageInspector(_clock, _clients, ecr.Endpoint).InspectAsync(Image, Stop));

        Assert.Equal(
            "AWS denied ecr:DescribeImages on arn:aws:ecr:eu-west-1:123456789012:repository/streampod: allow it to the operator's role.", denial.Message);
    }

    public void Dispose() => _clients.Dispose();

    private protected override ValueTask<IImageInspector> OpenAsync()
    {
        MotoService.SkipUnlessInstalled();
        return ValueTask.FromResult<IImageInspector>(new ImageInspector(TimeProvider.System, _clients, moto.Endpoint));
    }

    private protected override Task<string> PushAsync(string repository, string tag) => moto.PushAsync(repository, tag, Stop);

    private static S3StubAnswer Found(string digest) => new(200, $$"""{"imageDetails":[{"imageDigest":"{{digest}}","imageTags":["1.0"]}]}""");

    private static S3StubAnswer Refusal(string code) => new(400, $$"""{"__type":"{{code}}","message":"Said by the stub."}""");
}
