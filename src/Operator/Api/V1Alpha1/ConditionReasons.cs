namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Reasons of the conditions in a stream's status. <c>Ready</c> takes over the reason of the first condition that keeps it from being true.</summary>
internal static class ConditionReasons
{
    /// <summary>Ready: leases are held and changes are committed, or all is caught up.</summary>
    public const string Streaming = "Streaming";

    /// <summary>Ready: pods run, but no commit and no catch-up was seen for this generation yet.</summary>
    public const string WaitingForFirstCommit = "WaitingForFirstCommit";

    /// <summary>Ready: shards can be read, and no live pod holds their leases.</summary>
    public const string ShardsUnassigned = "ShardsUnassigned";

    /// <summary>Ready: shards stopped and need a person.</summary>
    public const string ShardsHalted = "ShardsHalted";

    /// <summary>SpecValid: nothing is wrong.</summary>
    public const string Valid = "Valid";

    /// <summary>SpecValid: the message names each field, its value and what to write.</summary>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>SpecValid: <c>spec.destination.keyTemplate</c> names a column that the table does not have; the message names those it has. Pods stay as they are.</summary>
    public const string ColumnNotFound = "ColumnNotFound";

    /// <summary>SpecValid: a field names an address that the operator's ALLOWED_ENDPOINTS does not list; the message names the field and the entry. Pods stay as they are.</summary>
    public const string EndpointNotAllowed = "EndpointNotAllowed";

    /// <summary>SpecValid: another stream has the same checkpoint table or writes the same objects; the message names it when it is of the same namespace.</summary>
    public const string DuplicateStream = "DuplicateStream";

    /// <summary>SpecValid: the stream was begun in another region, which the message names with the one that would be read now. Pods stay as they are.</summary>
    public const string RegionChanged = "RegionChanged";

    /// <summary>StreamResolved: the table's latest stream was found.</summary>
    public const string StreamFound = "StreamFound";

    /// <summary>StreamResolved: <c>spec.source.streamArn</c> pins the stream.</summary>
    public const string StreamPinned = "StreamPinned";

    /// <summary>StreamResolved: CDC was turned off and on again; the old stream is read to its end first.</summary>
    public const string StreamChanged = "StreamChanged";

    /// <summary>StreamResolved: CDC was just turned on, and the stream does not exist yet.</summary>
    public const string StreamEnabling = "StreamEnabling";

    /// <summary>StreamResolved: CDC is off; what the stream holds is read to its end.</summary>
    public const string StreamDisabled = "StreamDisabled";

    /// <summary>StreamResolved: the stream before is read to its end, and the pods stop for a moment so that the checkpoint table can pass to the next one.</summary>
    public const string StreamSwitching = "StreamSwitching";

    /// <summary>StreamResolved: the pinned stream is gone.</summary>
    public const string StreamNotFound = "StreamNotFound";

    /// <summary>StreamResolved: the keyspace or the table does not exist, or the table is not active yet; AWS answers the same to both.</summary>
    public const string SourceTableNotFound = "SourceTableNotFound";

    /// <summary>StreamResolved: the table has no change stream.</summary>
    public const string CdcDisabled = "CdcDisabled";

    /// <summary>CheckpointTableReady: the table is active and belongs to this stream.</summary>
    public const string TableActive = "TableActive";

    /// <summary>CheckpointTableReady: the table is being created.</summary>
    public const string TableCreating = "TableCreating";

    /// <summary>CheckpointTableReady: the table is being deleted.</summary>
    public const string TableDeleting = "TableDeleting";

    /// <summary>CheckpointTableReady: the table is archived, or its encryption key cannot be used.</summary>
    public const string TableUnusable = "TableUnusable";

    /// <summary>CheckpointTableReady: the table is missing, and <c>spec.checkpoint.create</c> is false.</summary>
    public const string TableNotFound = "TableNotFound";

    /// <summary>CheckpointTableReady: the table was in use and does not exist any more; an empty one takes its place only when somebody says so. The message names the ways out.</summary>
    public const string TableLost = "TableLost";

    /// <summary>CheckpointTableReady: the table belongs to another resource or installation, or keeps the place of objects in another bucket; the message names both and says how to go on.</summary>
    public const string ForeignTable = "ForeignTable";

    /// <summary>CheckpointTableReady: the table cannot hold leases: it has another key schema, or is a global table in which the last writer wins.</summary>
    public const string WrongKeySchema = "WrongKeySchema";

    /// <summary>DestinationReady: the bucket was reached.</summary>
    public const string BucketFound = "BucketFound";

    /// <summary>DestinationReady: the bucket does not exist.</summary>
    public const string BucketNotFound = "BucketNotFound";

    /// <summary>DestinationReady: the bucket lies in another region than the spec says.</summary>
    public const string WrongBucketRegion = "WrongBucketRegion";

    /// <summary>DestinationReady: the bucket belongs to another account.</summary>
    public const string WrongBucketOwner = "WrongBucketOwner";

    /// <summary>ImageResolved: the image is pinned by a digest, or was resolved to one.</summary>
    public const string ImageFound = "ImageFound";

    /// <summary>ImageResolved: the image is used as it is written, without being looked up.</summary>
    public const string ImageAsWritten = "ImageAsWritten";

    /// <summary>ImageResolved: the registry does not have the image.</summary>
    public const string ImageNotFound = "ImageNotFound";

    /// <summary>WorkloadReady: all wanted pods are ready.</summary>
    public const string PodsReady = "PodsReady";

    /// <summary>WorkloadReady: pods of a new template are starting.</summary>
    public const string RollingOut = "RollingOut";

    /// <summary>WorkloadReady: pods wait to be scheduled.</summary>
    public const string PodsPending = "PodsPending";

    /// <summary>WorkloadReady: pods wait, and no Fargate profile selects them.</summary>
    public const string NoFargateProfile = "NoFargateProfile";

    /// <summary>WorkloadReady: the image cannot be pulled.</summary>
    public const string ImagePullFailed = "ImagePullFailed";

    /// <summary>WorkloadReady: pods end soon after their start; the message holds their last words.</summary>
    public const string PodsFailing = "PodsFailing";

    /// <summary>WorkloadReady: the Deployment does not exist yet.</summary>
    public const string DeploymentMissing = "DeploymentMissing";

    /// <summary>WorkloadReady: no pods are wanted, because the stream is suspended, and none is left. The condition is true.</summary>
    public const string ScaledToZero = "ScaledToZero";

    /// <summary>WorkloadReady: no pods are wanted, and the last ones commit and stop.</summary>
    public const string ScalingDown = "ScalingDown";

    /// <summary>WorkloadReady: the cluster makes no pods, because of a quota, an admission policy or a missing ServiceAccount.</summary>
    public const string PodsRefused = "PodsRefused";

    /// <summary>WorkloadReady: a container cannot be made, for lack of a Secret or ConfigMap, for example.</summary>
    public const string PodConfigInvalid = "PodConfigInvalid";

    /// <summary>WorkloadReady: pods got killed, because they needed more memory than they have.</summary>
    public const string OutOfMemory = "OutOfMemory";

    /// <summary>WorkloadReady: pods run for minutes and have not reached stream, table and bucket.</summary>
    public const string PodsNotReady = "PodsNotReady";

    /// <summary>WorkloadReady: the Deployment made no progress for long.</summary>
    public const string RolloutStalled = "RolloutStalled";

    /// <summary>WorkloadReady: an object of somebody else has the name that one of the stream's objects needs.</summary>
    public const string NameTaken = "NameTaken";

    /// <summary>WorkloadReady: somebody changes a field of one of the stream's objects again after every apply; the message names the field and who. Pods go on.</summary>
    public const string DriftReturns = "DriftReturns";

    /// <summary>WorkloadReady: the API server refused one of the objects.</summary>
    public const string ApplyFailed = "ApplyFailed";

    /// <summary>Any: an AWS permission is missing; the message names action and resource.</summary>
    public const string AccessDenied = "AccessDenied";

    /// <summary>Any: an AWS service or the API server could not be reached, and it is tried again.</summary>
    public const string Unavailable = "Unavailable";

    /// <summary>Any: an AWS service asks for fewer requests; it is asked again after a while.</summary>
    public const string Throttled = "Throttled";

    /// <summary>Any: an AWS service does not take the request; the message holds its words.</summary>
    public const string RequestRefused = "RequestRefused";

    /// <summary>Any: not looked at yet, because an earlier step has to succeed first.</summary>
    public const string NotChecked = "NotChecked";

    /// <summary>RetentionAtRisk: enough time is left.</summary>
    public const string HeadroomEnough = "HeadroomEnough";

    /// <summary>RetentionAtRisk: less than six hours are left until changes are trimmed unread.</summary>
    public const string HeadroomLow = "HeadroomLow";

    /// <summary>RetentionAtRisk: changes were trimmed unread.</summary>
    public const string DataTrimmed = "DataTrimmed";

    /// <summary>Suspended and Ready: the spec says so.</summary>
    public const string SuspendedBySpec = "SuspendedBySpec";

    /// <summary>Suspended: the spec does not say so.</summary>
    public const string NotSuspended = "NotSuspended";

    /// <summary>Ready: the object is being deleted, and its pods flush.</summary>
    public const string Deleting = "Deleting";
}
