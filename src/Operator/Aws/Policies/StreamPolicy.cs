using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>What the pods of one stream must be allowed, and nothing else.</summary>
internal static class StreamPolicy
{
    /// <param name="stream">The stream.</param>
    /// <param name="region">The operator's region, for a stream that names none.</param>
    /// <param name="account">Account of table, checkpoint table and key.</param>
    /// <returns>An IAM policy as JSON.</returns>
    public static string Of(KeyspacesCdcStream stream, string region, string account) =>
        PolicyDocument.Of(StatementsOf(stream.Spec, new StreamPlaces(stream, region, account)));

    private static IEnumerable<PolicyStatement> StatementsOf(KeyspacesCdcStreamSpec spec, StreamPlaces places)
    {
        yield return new PolicyStatement("ReadStream", PodActions.Stream, places.Streams);
        yield return new PolicyStatement(
            "KeepLeases", spec.Checkpoint.Create ? [.. PodActions.Leases, PodActions.CreateTable] : PodActions.Leases, places.CheckpointTable);
        yield return new PolicyStatement(
            "WriteObjects",
            spec.Destination.Tags is { Count: > 0 }
                ? [PodActions.PutObject, PodActions.PutObjectTagging, PodActions.HeadObject]
                : [PodActions.PutObject, PodActions.HeadObject],
            places.Objects);
        yield return new PolicyStatement("ReachBucket", [PodActions.HeadBucket], places.Bucket);
        if (places.Key is { } key)
        {
            var user = new PolicyCondition("StringEquals", "kms:ViaService", places.KeyUser);
            yield return new PolicyStatement("UseKey", PodActions.Key, key)
            {
                Conditions = places.KeyAlias is { } alias ? [user, new PolicyCondition("ForAnyValue:StringEquals", "kms:ResourceAliases", alias)] : [user],
            };
        }
    }
}
