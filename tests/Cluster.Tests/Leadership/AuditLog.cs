using System.Globalization;
using System.Text;
using System.Text.Json;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>What operators wrote, from the API server's audit log; each line is read once.</summary>
internal sealed class AuditLog(string file)
{
    private const string PodName = "authentication.kubernetes.io/pod-name";

    private readonly Lock _reading = new();
    private readonly List<AuditedWrite> _writes = [];
    private long _bytesRead;

    /// <returns>All writes of pods so far, in the order in which the server ended them.</returns>
    public IReadOnlyList<AuditedWrite> Read()
    {
        lock (_reading)
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            open.Position = _bytesRead;
            using var reader = new StreamReader(open);
            var text = reader.ReadToEnd();
            // The server may be in the middle of its last line.
            var lines = text[..(text.LastIndexOf('\n') + 1)];
            _bytesRead += Encoding.UTF8.GetByteCount(lines);
            _writes.AddRange(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => WriteOf(JsonSerializer.Deserialize<JsonElement>(line))).OfType<AuditedWrite>());
            return [.. _writes.OrderBy(write => write.EndedAt)];
        }
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
