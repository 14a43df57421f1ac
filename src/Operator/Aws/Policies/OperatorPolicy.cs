using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Images;

namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>What the operator must be allowed for one stream, and nothing else.</summary>
internal static class OperatorPolicy
{
    private const string NoResource = "*"; // ListStreams knows no resource type in policies

    /// <param name="stream">The stream.</param>
    /// <param name="region">The operator's region, for a stream that names none.</param>
    /// <param name="account">Account of table and checkpoint table.</param>
    /// <param name="defaultImage">Image of a stream that names none; null when it lies outside Amazon ECR.</param>
    /// <returns>An IAM policy as JSON.</returns>
    /// <exception cref="InvalidSpecException">A word of the spec is unknown to this version.</exception>
    public static string Of(KeyspacesCdcStream stream, string region, string account, string? defaultImage) =>
        PolicyDocument.Of(StatementsOf(stream.Spec, new PolicyResources(stream, region, account), stream.Spec.Pod.Image ?? defaultImage));

    private static IEnumerable<PolicyStatement> StatementsOf(KeyspacesCdcStreamSpec spec, PolicyResources places, string? image)
    {
        if (spec.Destination.NeedsSchema())
        {
            yield return new PolicyStatement("LookUpTable", [AwsActions.GetTable], places.Table, places.Keyspace, places.SystemKeyspaces);
        }
        else if (spec.Source is { StreamArn: null, Endpoint: null })
        {
            yield return new PolicyStatement("LookUpTable", [AwsActions.GetTable], places.Table, places.SystemKeyspaces);
        }

        yield return new PolicyStatement("LookUpStream", [AwsActions.GetStream], places.Streams);
        if (spec.Source is { StreamArn: null, Endpoint: not null })
        {
            yield return new PolicyStatement("ListStreams", [AwsActions.ListStreams], NoResource);
        }

        yield return new PolicyStatement("WatchLeases", [.. ActionsOn(spec.Checkpoint)], places.CheckpointTable);
        yield return new PolicyStatement("LookAtBucket", [AwsActions.HeadBucket], places.Bucket);
        if (image is not null && EcrReference.Find(image) is { } reference)
        {
            yield return new PolicyStatement("ResolveImage", [AwsActions.DescribeImages], AwsArns.Repository(reference));
        }
    }

    private static IEnumerable<string> ActionsOn(CheckpointSpec checkpoint)
    {
        string[] always = [AwsActions.DescribeTable, AwsActions.ListTags, AwsActions.GetItem, AwsActions.Scan, AwsActions.UpdateItem];
        string[] create = checkpoint.Create ? [AwsActions.CreateTable, AwsActions.TagTable] : [];
        // Of tables that the operator creates, alone.
        string[] recover = checkpoint is { Create: true, PointInTimeRecovery: true } ? [AwsActions.DescribeBackups, AwsActions.UpdateBackups] : [];
        string[] delete = checkpoint.ParseDeletionPolicy() == CheckpointDeletionPolicy.Delete ? [AwsActions.DeleteTable, AwsActions.UpdateTable] : [];
        return [.. always, .. create, .. recover, .. delete];
    }
}
