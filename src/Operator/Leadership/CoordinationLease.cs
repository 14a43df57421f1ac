using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>A Lease of coordination.k8s.io; every change names the version that it was made from.</summary>
/// <param name="requests">The API server.</param>
/// <param name="key">Namespace and name of the Lease.</param>
internal sealed class CoordinationLease(ApiRequests requests, NamespacedName key) : ILeaderLease
{
    // What client-go takes when nothing else is said.
    private static readonly TimeSpan DefaultDuration = new LeaderTimes().LeaseDuration;

    private JsonObject? _found;

    private string Collection => $"{ResourceKinds.Leases.PathIn(key.Namespace)}";

    private string Path => $"{Collection}/{Uri.EscapeDataString(key.Name)}";

    public async Task<ObservedLease?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await requests.SendAsync(new ApiRequest { Method = HttpMethod.Get, Path = Path, Subject = $"Read {ResourceKinds.Leases} {key}" }, cancellationToken);
            _found = JsonNode.Parse(answer) as JsonObject;
        }
        catch (ApiServerException refusal) when (refusal.MissingName == key.Name)
        {
            return null;
        }

        return VersionOf(_found) is { } version
            ? new ObservedLease(RecordOf(_found?["spec"]), version)
            : throw new JsonException($"{ResourceKinds.Leases} {key} came without a resourceVersion.");
    }

    public Task<bool> TryCreateAsync(LeaderRecord record, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Post, Collection, "Create", DocumentOf(new JsonObject(), record, null), cancellationToken);

    public Task<bool> TryReplaceAsync(LeaderRecord record, string version, CancellationToken cancellationToken)
    {
        // What others wrote on the Lease, labels say, stays: a replacement would drop what it does not name.
        var found = VersionOf(_found) == version && _found is not null ? (JsonObject)_found.DeepClone() : new JsonObject();
        return TryAsync(HttpMethod.Put, Path, "Replace", DocumentOf(found, record, version), cancellationToken);
    }

    private async Task<bool> TryAsync(HttpMethod method, string path, string verb, JsonObject document, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Method = method, Path = $"{path}?fieldManager={FieldOwner.Name}", Subject = $"{verb} {ResourceKinds.Leases} {key}", Body = document };
        try
        {
            await requests.SendAsync(request, cancellationToken);
            return true;
        }
        catch (ApiServerException refusal) when (refusal.Status == HttpStatusCode.Conflict || (refusal.MissingName == key.Name && method == HttpMethod.Put))
        {
            return false;
        }
    }

    private JsonObject DocumentOf(JsonObject document, LeaderRecord record, string? version)
    {
        document["apiVersion"] = $"{ResourceKinds.Leases.Group}/{ResourceKinds.Leases.Version}";
        document["kind"] = "Lease";
        var metadata = Member(document, "metadata");
        metadata["name"] = key.Name;
        metadata["namespace"] = key.Namespace;
        if (version is not null)
        {
            metadata["resourceVersion"] = version;
        }

        var spec = Member(document, "spec");
        spec["holderIdentity"] = record.Holder;
        // Whole seconds, of which the server wants one at least.
        spec["leaseDurationSeconds"] = Math.Max(1, (int)Math.Ceiling(record.Duration.TotalSeconds));
        spec["acquireTime"] = WireForm.MicroTimeOf(record.AcquiredAt);
        spec["renewTime"] = WireForm.MicroTimeOf(record.RenewedAt);
        spec["leaseTransitions"] = record.Transitions;
        return document;
    }

    private static LeaderRecord RecordOf(JsonNode? spec) => new()
    {
        Holder = (string?)spec?["holderIdentity"] ?? "",
        Duration = (int?)spec?["leaseDurationSeconds"] is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultDuration,
        AcquiredAt = TimeOf(spec?["acquireTime"]),
        RenewedAt = TimeOf(spec?["renewTime"]),
        Transitions = (int?)spec?["leaseTransitions"] ?? 0,
    };

    private static JsonObject Member(JsonObject document, string name)
    {
        if (document[name] is not JsonObject member)
        {
            document[name] = member = [];
        }

        return member;
    }

    private static DateTimeOffset TimeOf(JsonNode? time) => (string?)time is { } text ? WireForm.ParseTime(text) : DateTimeOffset.UnixEpoch;

    private static string? VersionOf(JsonObject? document) => (string?)document?["metadata"]?["resourceVersion"];
}
