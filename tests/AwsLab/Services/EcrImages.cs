using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Amazon ECR: the images of a file, or, without it, every image.</summary>
/// <param name="clock">Time, for when images were pushed.</param>
/// <param name="folder">The folder with the file.</param>
internal sealed class EcrImages(TimeProvider clock, LabFolder folder)
{
    public Task AnswerAsync(HttpContext context, string operation, JsonElement input, string request)
    {
        if (operation != "DescribeImages")
        {
            throw new RefusedException(RefusalKind.UnknownOperation, $"The lab does not answer {operation}.");
        }

        var (registry, repository) = (Text(input, "registryId"), Text(input, "repositoryName") ?? "");
        var details = new JsonArray();
        foreach (var tag in input.GetProperty("imageIds").EnumerateArray().Select(image => Text(image, "imageTag") ?? ""))
        {
            details.Add(new JsonObject
            {
                ["registryId"] = registry, ["repositoryName"] = repository, ["imageDigest"] = DigestOf(registry, repository, tag), ["imageTags"] = new JsonArray(tag),
                ["imagePushedAt"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            });
        }

        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.Headers["x-amzn-RequestId"] = request;
        return context.Response.WriteAsync(new JsonObject { ["imageDetails"] = details }.ToJsonString(), context.RequestAborted);
    }

    private string DigestOf(string? registry, string repository, string tag)
    {
        var image = $"{repository}:{tag}";
        if (folder.Images is not { } images)
        {
            return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)));
        }

        return images.TryGetValue(image, out var digest) ? digest
            : images.Keys.Any(known => known.StartsWith(repository + ":", StringComparison.Ordinal))
                ? throw new RefusedException(
                    400, "ImageNotFoundException", $"The image with imageId {{imageDigest:'null', imageTag:'{tag}'}} does not exist within the repository with name '{repository}' in the registry with id '{registry}'")
                : throw new RefusedException(400, "RepositoryNotFoundException", $"The repository with name '{repository}' does not exist in the registry with id '{registry}'");
    }

    private static string? Text(JsonElement shape, string member) => shape.TryGetProperty(member, out var value) ? value.GetString() : null;
}
