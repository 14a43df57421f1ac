using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Policies;

namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>A role that lacks one statement of its policy: a condition names the permission and what it is for. One stream for each statement, side by side.</summary>
[Collection(LabCollection.Name)]
public sealed class LabStatementTests(LabStand stand)
{
    private const string Key = "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    private const string Encryption = $", encryption: {{ type: \"aws:kms\", kmsKeyId: \"{Key}\" }}";

    /// <summary>Statement, whether it is the operator's, condition, reason, and the words that it must hold.</summary>
    private static readonly (string Sid, bool IsOfOperator, string Condition, string Reason, string Words)[] Cases =
    [
        ("LookUpTable", true, "StreamResolved", "AccessDenied", AwsActions.GetTable),
        ("LookUpStream", true, "StreamResolved", "AccessDenied", AwsActions.GetStream),
        ("WatchLeases", true, "CheckpointTableReady", "AccessDenied", AwsActions.DescribeTable),
        ("LookAtBucket", true, "DestinationReady", "AccessDenied", $"{AwsActions.HeadBucket} on arn:aws:s3:::bucket-lacks-lookatbucket"),
        ("ResolveImage", true, "ImageResolved", "ImageAsWritten", AwsActions.DescribeImages),
        ("ReadStream", false, "WorkloadReady", "AccessDenied", PodActions.Stream[0]),
        ("KeepLeases", false, "WorkloadReady", "AccessDenied", AwsActions.DescribeTable),
        // Creating is refused first; after that each new pod is refused when it looks whether the pending object is there.
        ("WriteObjects", false, "WorkloadReady", "AccessDenied", "Object on arn:aws:s3:::bucket-lacks-writeobjects/"),
        ("ReachBucket", false, "WorkloadReady", "AccessDenied", PodActions.HeadBucket),
        ("UseKey", false, "WorkloadReady", "AccessDenied", PodActions.Key[0]),
    ];

    [Fact]
    public async Task Statement_TakenAway_IsNamedByACondition()
    {
        Assert.SkipWhen(LabStand.Obstacle is not null, LabStand.Obstacle ?? "");
        var streams = Cases.Select(one => new LabStream(stand, $"lacks-{one.Sid.ToLowerInvariant()}")
        {
            OperatorLacks = one.IsOfOperator ? one.Sid : null, PodsLack = one.IsOfOperator ? null : one.Sid,
            IsPinned = one.Sid == "LookUpStream", Destination = one.Sid == "UseKey" ? Encryption : "",
        }).ToArray();
        foreach (var stream in streams)
        {
            await stream.ApplyAsync();
        }

        foreach (var (one, stream) in Cases.Zip(streams))
        {
            await stream.UntilAsync(one.Condition, one.Reason, one.Words);
            AssertDenied(stream, one.IsOfOperator);
            await stand.Kubernetes.RequireAsync("delete", "kcs", stream.Name, "-n", stream.Name, "--wait=false");
        }
    }

    /// <summary>What was denied is what the missing statement allows, and nothing else.</summary>
    private void AssertDenied(LabStream stream, bool isOfOperator)
    {
        var denied = stand.Aws.Entries()
            .Where(entry => entry is { Kind: "judged", IsAllowed: false } && entry.Role == (isOfOperator ? LabStand.OperatorRole : stream.Role))
            .Where(entry => !isOfOperator || entry.Resource.Contains(stream.Name, StringComparison.Ordinal) || entry.Resource.Contains(stream.Table, StringComparison.Ordinal))
            .Select(entry => entry.Action).Distinct().ToList();
        Assert.NotEmpty(denied);
        Assert.Empty(denied.Except(stream.LackedActions));
    }

    [Fact]
    public void Cases_AreAllStatementsThatAllowSomething()
    {
        var golden = Directory.EnumerateFiles(Testing.RepositoryRoot.PathOf("tests", "Golden", "policies"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))?["Statement"]?.AsArray() ?? [])
            .SelectMany(statements => statements.Where(statement => (string?)statement?["Effect"] == "Allow").Select(statement => (string?)statement?["Sid"] ?? ""))
            .Where(sid => sid is not ("AssumeByServiceAccount" or "ListStreams")); // no stream without an endpoint of its own is listed
        Assert.Equal(golden.Distinct().Order(StringComparer.Ordinal), Cases.Select(one => one.Sid).Order(StringComparer.Ordinal));
    }
}
