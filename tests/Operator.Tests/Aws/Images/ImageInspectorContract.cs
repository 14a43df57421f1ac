using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.Operator.Tests.Aws.Images;

/// <summary>What every registry look-up holds to.</summary>
public abstract class ImageInspectorContract
{
    private const string Registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("123456789012.dkr.ecr.us-east-1.amazonaws.com/streampod@sha256:6f1e9c7a5d3b8f2046e8a1c3b5d7f90e2c4a6b8d0f1e3c5a7b9d1f3e5c7a9b0d", nameof(ImageFinding.Pinned))]
    [InlineData("streampod:1.0@sha256:6f1e9c7a5d3b8f2046e8a1c3b5d7f90e2c4a6b8d0f1e3c5a7b9d1f3e5c7a9b0d", nameof(ImageFinding.Pinned))]
    [InlineData("keyspaces-streamer/streampod:1.0", nameof(ImageFinding.AsWritten))]
    [InlineData("registry.example.com:5000/streampod", nameof(ImageFinding.AsWritten))]
    public async Task Look_NothingToAsk_IsUsedAsWritten(string image, string finding)
    {
        var images = await OpenAsync();

        var look = await images.InspectAsync(image, Stop);

        Assert.Equal(new ImageInspection(Enum.Parse<ImageFinding>(finding), image), look);
    }

    [Fact]
    public async Task Look_TagInEcr_IsPinnedToItsDigest()
    {
        var images = await OpenAsync();
        var digest = await PushAsync("tools/streampod", "1.0");

        var look = await images.InspectAsync($"{Registry}/tools/streampod:1.0", Stop);

        Assert.Equal(new ImageInspection(ImageFinding.Resolved, $"{Registry}/tools/streampod:1.0@{digest}"), look);
    }

    [Fact]
    public async Task Look_NoTagInEcr_MeansLatest()
    {
        var images = await OpenAsync();
        var digest = await PushAsync("untagged", "latest");

        var look = await images.InspectAsync($"{Registry}/untagged", Stop);

        Assert.Equal(new ImageInspection(ImageFinding.Resolved, $"{Registry}/untagged@{digest}"), look);
    }

    [Theory]
    [InlineData("known", "known:2.0")]
    [InlineData("other", "unknown:1.0")]
    public async Task Look_NotInEcr_IsMissing(string repository, string name)
    {
        var images = await OpenAsync();
        await PushAsync(repository, "1.0");

        var look = await images.InspectAsync($"{Registry}/{name}", Stop);

        Assert.Equal(new ImageInspection(ImageFinding.Missing, $"{Registry}/{name}"), look);
    }

    private protected abstract ValueTask<IImageInspector> OpenAsync();

    /// <returns>The digest.</returns>
    private protected abstract Task<string> PushAsync(string repository, string tag);
}
