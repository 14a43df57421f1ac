using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.Operator.Tests.Aws.Images;

/// <summary>The registry in memory holds to the contract.</summary>
public sealed class InMemoryImagesTests : ImageInspectorContract
{
    private const string Digest = "sha256:6f1e9c7a5d3b8f2046e8a1c3b5d7f90e2c4a6b8d0f1e3c5a7b9d1f3e5c7a9b0d";
    private readonly InMemoryImages _images = new();

    private protected override ValueTask<IImageInspector> OpenAsync() => ValueTask.FromResult<IImageInspector>(_images);

    private protected override Task<string> PushAsync(string repository, string tag)
    {
        var image = $"123456789012.dkr.ecr.us-east-1.amazonaws.com/{repository}";
        _images.Push($"{image}:{tag}", Digest);
        if (tag == "latest")
        {
            _images.Push(image, Digest);
        }

        return Task.FromResult(Digest);
    }
}
