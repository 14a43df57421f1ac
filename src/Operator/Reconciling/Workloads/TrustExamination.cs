using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>Looks at the ConfigMap with the certificates that pods shall trust: pods wait for it without a word in their status, and a file without certificates makes every call fail.</summary>
internal static class TrustExamination
{
    private const string Field = "spec.pod.trustedCertificates";
    private const string Certificate = "-----BEGIN CERTIFICATE-----";

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static async Task<string?> ComplaintAsync(IClusterWriter writer, string space, TrustedCertificates source, CancellationToken cancellationToken)
    {
        var name = $"ConfigMap {source.ConfigMap} of {Field}";
        const string then = "pods start by themselves then.";
        var found = await writer.FindAsync(ResourceKinds.ConfigMaps, new NamespacedName(space, source.ConfigMap), cancellationToken);
        return found is null ? $"{name} does not exist in namespace {space}. Make it, with the certificates under the key {source.Key}; {then}"
            : TextAt(found, source.Key) is not { } text ? $"{name} has no key {source.Key} in namespace {space}. Add the key, or correct {Field}.key; {then}"
            : !text.Contains(Certificate, StringComparison.Ordinal) ? $"{name} holds no certificate under the key {source.Key}: a line '{Certificate}' was expected. Write certificates as PEM, and replace the pods."
            : null;
    }

    private static string? TextAt(JsonObject map, string key) => (string?)map["data"]?[key];
}
