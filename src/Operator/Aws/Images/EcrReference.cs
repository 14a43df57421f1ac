using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Operator.Aws.Images;

/// <summary>An image in a private repository of Amazon ECR, named by a tag.</summary>
internal sealed partial record EcrReference(string Account, string Region, string Repository, string Tag)
{
    private const string DefaultTag = "latest";

    /// <returns>Null when the image lies elsewhere.</returns>
    public static EcrReference? Find(string image)
    {
        var match = Shape().Match(image);
        return match.Success
            ? new EcrReference(
                match.Groups["account"].Value, match.Groups["region"].Value, match.Groups["repository"].Value,
                match.Groups["tag"] is { Success: true } tag ? tag.Value : DefaultTag)
            : null;
    }

    [GeneratedRegex(
        @"^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.(?:com(?:\.cn)?|eu)/(?<repository>[a-z0-9][a-z0-9._/-]*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
