using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.OperatorTesting;

/// <summary>A registry in memory that is asked for each image of Amazon ECR; it keeps no answers.</summary>
internal sealed class InMemoryImages : IImageInspector
{
    private readonly ConcurrentDictionary<string, string> _digests = new();

    public CallPlan Calls { get; } = new();

    /// <summary>Lets a tag mean a digest, <c>sha256:…</c>.</summary>
    public void Push(string image, string digest) => _digests[image] = digest;

    public void Remove(string image) => _digests.TryRemove(image, out _);

    public Task<ImageInspection> InspectAsync(string image, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(InspectAsync), cancellationToken);
        return Task.FromResult(image.Contains("@sha256:", StringComparison.Ordinal) ? new ImageInspection(ImageFinding.Pinned, image)
            : EcrReference.Find(image) is null ? new ImageInspection(ImageFinding.AsWritten, image)
            : _digests.TryGetValue(image, out var digest) ? new ImageInspection(ImageFinding.Resolved, $"{image}@{digest}")
            : new ImageInspection(ImageFinding.Missing, image));
    }
}
