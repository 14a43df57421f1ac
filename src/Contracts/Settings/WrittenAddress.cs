using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Finds the name in an ARN or an address that was written where a name belongs, so that the message can say what to write.</summary>
/// <remarks>The rules of <c>spec.destination.bucket</c> and <c>spec.checkpoint.table</c> in the resource's definition say the same.</remarks>
internal static class WrittenAddress
{
    private static readonly string[] BucketForms =
    [
        "^(?:arn:aws[a-z-]*:s3:::|s3[an]?://)(?<name>[^/]+)(?:/(?<prefix>.*))?$",
        "^https?://s3[.-][^/]*/(?<name>[^/]+)(?:/(?<prefix>.*))?$",
        "^https?://(?<name>[^/]+?)[.]s3[.-][^/]*(?:/(?<prefix>.*))?$",
    ];

    /// <summary>What to write instead of this bucket; null when it is neither ARN nor address.</summary>
    public static string? BucketAdvice(string text)
    {
        if (!IsAddress(text))
        {
            return null;
        }

        if (BucketForms.Select(form => Regex.Match(text, form, RegexOptions.CultureInvariant)).FirstOrDefault(match => match.Success) is not { } found)
        {
            return "write the name of the bucket alone, such as keyspaces-data, without an ARN or an address.";
        }

        var prefix = found.Groups["prefix"].Value.TrimEnd('*');
        return $"write the name of the bucket alone: bucket: {found.Groups["name"].Value}{(prefix.Length == 0 ? "" : $", and prefix: {prefix} beside it")}.";
    }

    /// <summary>What to write instead of this DynamoDB table; null when it is no ARN.</summary>
    public static string? TableAdvice(string text) =>
        !IsAddress(text) ? null
        : text.Split('/') is [_, { Length: > 0 } name, ..] && text.Contains(":table/", StringComparison.Ordinal) ? $"write the name of the table alone: table: {name}."
        : "write the name of the table alone, without an ARN.";

    private static bool IsAddress(string text) => text.StartsWith("arn:", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal);
}
