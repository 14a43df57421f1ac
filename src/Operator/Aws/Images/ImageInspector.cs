using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.Operator.Aws.Images;

/// <summary>Looks tags of images up in Amazon ECR, so that all pods of a stream run the same bits; other registries are not asked.</summary>
/// <param name="clock">Time, for how long an answer is kept.</param>
/// <param name="clients">Clients of AWS.</param>
/// <param name="endpoint">Address of ECR; null for the region's own.</param>
internal sealed class ImageInspector(TimeProvider clock, AwsClients clients, Uri? endpoint) : IImageInspector
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly BoundedCalls _calls = new(clock);
    private readonly ConcurrentDictionary<string, KeptLook> _looks = new(StringComparer.Ordinal);

    public async Task<ImageInspection> InspectAsync(string image, CancellationToken cancellationToken)
    {
        if (image.Contains("@sha256:", StringComparison.Ordinal))
        {
            return new ImageInspection(ImageFinding.Pinned, image);
        }

        if (EcrReference.Find(image) is not { } reference)
        {
            return new ImageInspection(ImageFinding.AsWritten, image);
        }

        if (_looks.TryGetValue(image, out var kept) && clock.GetElapsedTime(kept.Since) < Kept)
        {
            return kept.Look;
        }

        var look = await AskAsync(image, reference, cancellationToken);
        if (look.Finding == ImageFinding.Resolved)
        {
            Keep(image, look);
        }

        return look;
    }

    private async Task<ImageInspection> AskAsync(string image, EcrReference reference, CancellationToken cancellationToken)
    {
        var call = new AwsCall(
            AwsActions.DescribeImages, AwsArns.Repository(reference), $"Looking up image {image}", endpoint ?? AwsJsonService.Ecr.AddressIn(reference.Region));
        var input = new JsonObject
        {
            ["registryId"] = reference.Account,
            ["repositoryName"] = reference.Repository,
            ["imageIds"] = new JsonArray(new JsonObject { ["imageTag"] = reference.Tag }),
        };
        return await _calls.RunAsync(
            call,
            async token =>
            {
                try
                {
                    var output = await clients.Ecr(reference.Region, endpoint).CallAsync("DescribeImages", input, token);
                    var details = AwsJsonResponse.PartOf(output, "imageDetails");
                    var digest = details.ValueKind == System.Text.Json.JsonValueKind.Array
                        ? details.EnumerateArray().Select(detail => AwsJsonResponse.TextOf(detail, "imageDigest")).FirstOrDefault(text => text is not null)
                        : null;
                    return digest is null ? new ImageInspection(ImageFinding.Missing, image) : new ImageInspection(ImageFinding.Resolved, $"{image}@{digest}");
                }
                catch (AmazonServiceException refusal) when (AwsAnswers.Judge(refusal).Kind == AwsErrorKind.Missing)
                {
                    return new ImageInspection(ImageFinding.Missing, image);
                }
            },
            cancellationToken);
    }

    private void Keep(string image, ImageInspection look)
    {
        foreach (var (old, _) in _looks.Where(pair => clock.GetElapsedTime(pair.Value.Since) >= Kept))
        {
            _looks.TryRemove(old, out _);
        }

        _looks[image] = new KeptLook(look, clock.GetTimestamp());
    }

    /// <summary>An answer, and when it came.</summary>
    private readonly record struct KeptLook(ImageInspection Look, long Since);
}
