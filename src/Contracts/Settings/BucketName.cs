using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Names that look like a bucket's and that S3 gives to none: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html</summary>
internal static class BucketName
{
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["--ol-s3", ".mrap"];

    public static void Check(SettingsNode node, string name)
    {
        if (name.Contains("..", StringComparison.Ordinal) || Regex.IsMatch(name, "^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$"))
        {
            node.Report(node.PathOf("bucket"), name, "write a bucket name without two dots in a row and not in the form of an IP address.");
        }

        if (ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) || ReservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
        {
            node.Report(
                node.PathOf("bucket"), name,
                $"write a bucket name that does not begin with {string.Join(", ", ReservedPrefixes)}, nor end with {string.Join(" or ", ReservedSuffixes)}; S3 reserves these.");
        }
    }
}
