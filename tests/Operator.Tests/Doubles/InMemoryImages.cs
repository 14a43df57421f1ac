using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>A registry in memory that is asked for each image of Amazon ECR; it keeps no answers.</summary>
internal sealed class InMemoryImages : IImages
{
    private readonly ConcurrentDictionary<string, string> _digests = new();

    public CallPlan Calls { get; } = new();

    /// <summary>Lets a tag mean a digest, <c>sha256:…</c>.</summary>
    public void Push(string image, string digest) => _digests[image] = digest;

    public void Remove(string image) => _digests.TryRemove(image, out _);

    public Task<ImageLook> LookAsync(string image, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(LookAsync), cancellationToken);
        return Task.FromResult(image.Contains("@sha256:", StringComparison.Ordinal) ? new ImageLook(ImageFinding.Pinned, image)
            : EcrReference.Find(image) is null ? new ImageLook(ImageFinding.AsWritten, image)
            : _digests.TryGetValue(image, out var digest) ? new ImageLook(ImageFinding.Resolved, $"{image}@{digest}")
            : new ImageLook(ImageFinding.Missing, image));
    }
}
