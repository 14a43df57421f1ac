using System.Globalization;
using System.Text.Json;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>Reads what operators wrote from the API server's audit log.</summary>
internal static class AuditLog
{
    private const string PodName = "authentication.kubernetes.io/pod-name";

    /// <returns>All writes of pods so far, in the order in which the server ended them.</returns>
    public static IReadOnlyList<AuditedWrite> Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(open);
        var writes = new List<AuditedWrite>();
        while (reader.ReadLine() is { } line)
        {
            // The server may be in the middle of its last line.
            if (line.EndsWith('}') && WriteOf(JsonSerializer.Deserialize<JsonElement>(line)) is { } write)
            {
                writes.Add(write);
            }
        }

        return [.. writes.OrderBy(write => write.EndedAt)];
    }

    private static AuditedWrite? WriteOf(JsonElement line)
    {
        if (!line.GetProperty("user").TryGetProperty("extra", out var extra) || !extra.TryGetProperty(PodName, out var pod))
        {
            return null;
        }

        var path = line.GetProperty("requestURI").GetString() ?? "";
        if (path.StartsWith("/apis/authentication.k8s.io/", StringComparison.Ordinal))
        {
            // A question about oneself, which stores nothing.
            return null;
        }

        var status = line.GetProperty("responseStatus").GetProperty("code").GetInt32();
        var isOfElection = path.Contains($"/leases/{OperatorOptions.LeaseName}", StringComparison.Ordinal) || path.Contains("/leases?", StringComparison.Ordinal);
        return new AuditedWrite
        {
            Replica = pod[0].GetString() ?? "",
            Verb = line.GetProperty("verb").GetString() ?? "",
            Path = path,
            Status = status,
            ReceivedAt = TimeOf(line, "requestReceivedTimestamp"),
            EndedAt = TimeOf(line, "stageTimestamp"),
            Holder = isOfElection && status is 200 or 201 ? line.GetProperty("requestObject").GetProperty("spec").GetProperty("holderIdentity").GetString() : null,
            IsOfElection = isOfElection,
        };
    }

    private static DateTimeOffset TimeOf(JsonElement line, string member) =>
        DateTimeOffset.Parse(line.GetProperty(member).GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
