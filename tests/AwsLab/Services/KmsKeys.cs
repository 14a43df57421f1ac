using System.Security.Cryptography;
using System.Text;
using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Keys that objects are encrypted with. S3 uses them on behalf of the caller, who has to be allowed it.</summary>
/// <param name="place">Region and account of keys that are named without them.</param>
internal sealed class KmsKeys(LabPlace place)
{
    public const string AlgorithmHeader = "x-amz-server-side-encryption";
    public const string KeyHeader = "x-amz-server-side-encryption-aws-kms-key-id";

    private const string AliasPrefix = "alias/";

    /// <returns>The key as the headers name it; null when S3's own keys are used, which nobody needs to be allowed.</returns>
    public static string? Find(IHeaderDictionary headers) => Find(headers[AlgorithmHeader].ToString(), headers[KeyHeader].ToString());

    public static string? Find(string algorithm, string key) => algorithm.StartsWith("aws:kms", StringComparison.Ordinal) && key.Length > 0 ? key : null;

    /// <param name="action">Such as <c>kms:Decrypt</c>.</param>
    /// <param name="key">An ARN, an id or an alias.</param>
    /// <param name="context">What is known of the request.</param>
    public RequestedAction Use(string action, string key, ContextKeys context)
    {
        var alias = key.IndexOf(AliasPrefix, StringComparison.Ordinal) is >= 0 and var start ? key[start..] : null;
        var arn = alias is not null ? place.Arn("kms", $"key/{IdOf(alias)}")
            : key.StartsWith("arn:", StringComparison.Ordinal) ? key
            : place.Arn("kms", $"key/{key}");
        context = context.With("kms:ViaService", $"s3.{place.Region}.amazonaws.com").With("kms:CallerAccount", place.Account);
        return new RequestedAction(action, arn, alias is null ? context : context.With("kms:ResourceAliases", [alias]));
    }

    /// <summary>An alias always means the same key, whose id nobody knows beforehand.</summary>
    private static Guid IdOf(string alias) => new(SHA256.HashData(Encoding.UTF8.GetBytes(alias)).AsSpan(0, 16));
}
