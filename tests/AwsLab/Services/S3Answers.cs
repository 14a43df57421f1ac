using System.Net;
using KeyspacesStreamer.AwsLab.Policies;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>What S3 asks for once it has looked at the object.</summary>
internal sealed class S3Answers(KmsKeys keys)
{
    private const string ChecksumMode = "x-amz-checksum-mode";

    /// <returns>Actions that have to be allowed. That an object does not exist is told only to somebody who may list.</returns>
    public IEnumerable<RequestedAction> NeedsOf(
        string operation, S3Address address, HttpRequest request, HttpResponseMessage answer, ContextKeys context)
    {
        if (operation is not ("GetObject" or "HeadObject") || address.Bucket is not { } bucket)
        {
            yield break;
        }

        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            yield return S3Operations.ListingOf(bucket, context);
        }

        // A HEAD shows a checksum only to somebody who may decrypt.
        var reads = operation == "GetObject" || request.Headers[ChecksumMode].ToString() is { Length: > 0 };
        if (answer.IsSuccessStatusCode && reads && KmsKeys.Find(HeaderOf(answer, KmsKeys.AlgorithmHeader), HeaderOf(answer, KmsKeys.KeyHeader)) is { } key)
        {
            yield return keys.Use("kms:Decrypt", key, context);
        }
    }

    private static string HeaderOf(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.First() : "";
}
