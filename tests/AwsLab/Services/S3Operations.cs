using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>From a request to Amazon S3 to what it needs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html</summary>
/// <param name="keys">Keys of encryption, which S3 uses on behalf of the caller.</param>
internal sealed class S3Operations(KmsKeys keys)
{
    private const string Tagging = "x-amz-tagging";
    private const string CopySource = "x-amz-copy-source";
    private static readonly string[] SubResources =
        ["acl", "attributes", "delete", "legal-hold", "lifecycle", "location", "object-lock", "partNumber", "policy", "retention", "tagging", "torrent", "uploadId", "uploads", "versioning", "versions"];

    /// <exception cref="RefusedException">The lab does not know the operation.</exception>
    public RequestedOperation Of(string method, S3Address address, IQueryCollection query, IHeaderDictionary headers, ContextKeys context)
    {
        var sub = SubResources.Where(query.ContainsKey).ToList();
        return address switch
        {
            { Bucket: null } when method == "GET" => One("ListBuckets", "s3:ListAllMyBuckets", "*", context),
            { Bucket: { } bucket, Key: "" } => OfBucket(method, sub, BucketArn(bucket), query, context),
            { Bucket: { } bucket } => OfObject(method, sub, $"{BucketArn(bucket)}/{address.Key}", headers, WithHeaders(context, headers)),
            _ => throw Unknown(method),
        };
    }

    public static RequestedAction ListingOf(string bucket, ContextKeys context) => new("s3:ListBucket", BucketArn(bucket), context);

    private static RequestedOperation OfBucket(string method, List<string> sub, string arn, IQueryCollection query, ContextKeys context) => (method, sub) switch
    {
        ("HEAD", []) => One("HeadBucket", "s3:ListBucket", arn, context),
        ("GET", []) => One(query["list-type"] == "2" ? "ListObjectsV2" : "ListObjects", "s3:ListBucket", arn, Listing(query, context)),
        ("GET", ["versions"]) => One("ListObjectVersions", "s3:ListBucketVersions", arn, Listing(query, context)),
        ("GET", ["uploads"]) => One("ListMultipartUploads", "s3:ListBucketMultipartUploads", arn, context),
        ("GET", ["location"]) => One("GetBucketLocation", "s3:GetBucketLocation", arn, context),
        ("GET", ["versioning"]) => One("GetBucketVersioning", "s3:GetBucketVersioning", arn, context),
        ("PUT", []) => One("CreateBucket", "s3:CreateBucket", arn, context),
        ("DELETE", []) => One("DeleteBucket", "s3:DeleteBucket", arn, context),
        _ => throw Unknown(method),
    };

    private RequestedOperation OfObject(string method, List<string> sub, string arn, IHeaderDictionary headers, ContextKeys context) => (method, sub) switch
    {
        ("PUT", []) => new RequestedOperation(headers.ContainsKey(CopySource) ? "CopyObject" : "PutObject", [.. Writing(arn, headers, context)]),
        ("PUT", ["partNumber", "uploadId"]) => One("UploadPart", "s3:PutObject", arn, context),
        ("PUT", ["tagging"]) => One("PutObjectTagging", "s3:PutObjectTagging", arn, context),
        ("POST", ["uploads"]) => new RequestedOperation("CreateMultipartUpload", [.. Writing(arn, headers, context)]),
        ("POST", ["uploadId"]) => One("CompleteMultipartUpload", "s3:PutObject", arn, context),
        ("DELETE", ["uploadId"]) => One("AbortMultipartUpload", "s3:AbortMultipartUpload", arn, context),
        ("GET", ["uploadId"]) => One("ListParts", "s3:ListMultipartUploadParts", arn, context),
        ("GET", []) => One("GetObject", "s3:GetObject", arn, context),
        ("HEAD", []) => One("HeadObject", "s3:GetObject", arn, context),
        ("GET", ["tagging"]) => One("GetObjectTagging", "s3:GetObjectTagging", arn, context),
        ("GET", ["attributes"]) => new RequestedOperation("GetObjectAttributes", [new("s3:GetObject", arn, context), new("s3:GetObjectAttributes", arn, context)]),
        ("DELETE", []) => One("DeleteObject", "s3:DeleteObject", arn, context),
        _ => throw Unknown(method),
    };

    private IEnumerable<RequestedAction> Writing(string arn, IHeaderDictionary headers, ContextKeys context)
    {
        yield return new RequestedAction("s3:PutObject", arn, context);
        if (headers[Tagging].ToString() is { Length: > 0 })
        {
            yield return new RequestedAction("s3:PutObjectTagging", arn, context);
        }

        if (headers[CopySource].ToString() is { Length: > 0 } source)
        {
            yield return new RequestedAction("s3:GetObject", $"arn:aws:s3:::{Uri.UnescapeDataString(source).TrimStart('/')}", context);
        }

        if (KmsKeys.Find(headers) is { } key)
        {
            yield return keys.Use("kms:GenerateDataKey", key, context);
        }
    }

    private static ContextKeys Listing(IQueryCollection query, ContextKeys context) => context
        .With("s3:prefix", query["prefix"].FirstOrDefault() ?? "").With("s3:delimiter", query["delimiter"].FirstOrDefault()).With("s3:max-keys", query["max-keys"].FirstOrDefault());

    private static ContextKeys WithHeaders(ContextKeys context, IHeaderDictionary headers)
    {
        foreach (var (header, key) in new[]
        {
            (KmsKeys.AlgorithmHeader, "s3:x-amz-server-side-encryption"), (KmsKeys.KeyHeader, "s3:x-amz-server-side-encryption-aws-kms-key-id"),
            ("x-amz-acl", "s3:x-amz-acl"), ("x-amz-storage-class", "s3:x-amz-storage-class"), ("If-None-Match", "s3:if-none-match"), ("If-Match", "s3:if-match"),
        })
        {
            context = context.With(key, headers.TryGetValue(header, out var value) ? value.ToString() : null);
        }

        var tags = System.Web.HttpUtility.ParseQueryString(headers[Tagging].ToString());
        foreach (var tag in tags.AllKeys.OfType<string>())
        {
            context = context.With($"s3:RequestObjectTag/{tag}", tags[tag]);
        }

        return tags.Count == 0 ? context : context.With("s3:RequestObjectTagKeys", [.. tags.AllKeys.OfType<string>()]);
    }

    private static string BucketArn(string bucket) => $"arn:aws:s3:::{bucket}";

    private static RequestedOperation One(string name, string action, string resource, ContextKeys context) => new(name, [new(action, resource, context)]);

    private static RefusedException Unknown(string method) =>
        new(RefusalKind.UnknownOperation, $"The lab knows no such {method} request of Amazon S3.");
}
