using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>What the pods of one stream must be allowed, and nothing else.</summary>
internal static class StreamPolicy
{
    /// <param name="stream">The stream.</param>
    /// <param name="region">The operator's region, for a stream that names none.</param>
    /// <param name="account">Account of table, checkpoint table and key.</param>
    /// <param name="finishesEarlierFolders">Whether pods of an earlier version may have gaps and records to put aside at the prefix.</param>
    /// <returns>An IAM policy as JSON.</returns>
    public static string Of(KeyspacesCdcStream stream, string region, string account, bool finishesEarlierFolders = false) =>
        PolicyDocument.Of(StatementsOf(stream.Spec, new PolicyResources(stream, region, account), finishesEarlierFolders));

    private static IEnumerable<PolicyStatement> StatementsOf(KeyspacesCdcStreamSpec spec, PolicyResources places, bool finishesEarlierFolders)
    {
        yield return new PolicyStatement("ReadStream", PodActions.Stream, places.Streams);
        yield return new PolicyStatement("KeepLeases", PodActions.Leases, places.CheckpointTable);
        string[] actions = spec.Destination.Tags is { Count: > 0 }
            ? [PodActions.PutObject, PodActions.PutObjectTagging, PodActions.HeadObject]
            : [PodActions.PutObject, PodActions.HeadObject];
        yield return new PolicyStatement("WriteObjects", actions, places.Objects);
        if (finishesEarlierFolders)
        {
            yield return new PolicyStatement("FinishEarlierFolders", actions, places.EarlierFolders);
        }

        // Without the header a PUT replaces what is there. Multipart uploads and copies have no such header, and pods make none:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
        yield return new PolicyStatement("ReplaceNoObjects", [PodActions.PutObject], $"{places.Bucket}/*")
        {
            Denies = true, Conditions = [new PolicyCondition("Null", "s3:if-none-match", "true")],
        };
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
