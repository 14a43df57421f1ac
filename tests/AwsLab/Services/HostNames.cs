using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Host names that the lab answers for, and nothing else.</summary>
/// <param name="place">Region and account.</param>
internal sealed class HostNames(LabPlace place)
{
    private readonly Dictionary<string, LabService> _fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        [$"cassandra-streams.{place.Region}.api.aws"] = LabService.Streams,
        [$"cassandra.{place.Region}.api.aws"] = LabService.Keyspaces,
        [$"cassandra.{place.Region}.amazonaws.com"] = LabService.Keyspaces,
        [$"s3.{place.Region}.amazonaws.com"] = LabService.S3,
        ["s3.amazonaws.com"] = LabService.S3,
        [$"dynamodb.{place.Region}.amazonaws.com"] = LabService.DynamoDb,
        [$"{place.Account}.ddb.{place.Region}.amazonaws.com"] = LabService.DynamoDb,
        [$"sts.{place.Region}.amazonaws.com"] = LabService.Sts,
        ["sts.amazonaws.com"] = LabService.Sts,
        [$"api.ecr.{place.Region}.amazonaws.com"] = LabService.Ecr,
    };

    private readonly string[] _buckets = [$".s3.{place.Region}.amazonaws.com", ".s3.amazonaws.com"];

    /// <summary>The names for a file of hosts.</summary>
    public IEnumerable<string> Listed(IEnumerable<string> buckets) =>
        _fixed.Keys.Concat(buckets.SelectMany(bucket => _buckets.Select(suffix => bucket + suffix)));

    /// <param name="host">The Host header; a port does not count.</param>
    /// <param name="found">The service, and the bucket that the name holds.</param>
    public bool TryFind(string host, [NotNullWhen(true)] out NamedService? found)
    {
        var name = host.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? host[..colon] : host;
        found = _fixed.TryGetValue(name, out var service) ? new NamedService(service, null)
            : _buckets.FirstOrDefault(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } bucket
                ? new NamedService(LabService.S3, name[..^bucket.Length])
                : null;
        return found is not null;
    }

    public bool Knows(string host) => TryFind(host, out _) || IPAddress.TryParse(host, out _);
}
