using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Whose a checkpoint table is, as a stream must see it.</summary>
internal static class TableClaims
{
    /// <summary>The owner of a table that the stream may work with; its pods claim it in these words.</summary>
    /// <remarks>Without its stream: that one may change, and decides nothing of whose a table is.</remarks>
    public static TableOwner OwnerOf(ReconcileContext context, ReconcileDefaults defaults) => new()
    {
        StreamArn = "",
        Resource = context.Key.ToString(),
        Installation = defaults.Installation,
        Bucket = context.Stream.Spec.Destination.Bucket,
        BucketOwner = context.Stream.Spec.Destination.ExpectedBucketOwner,
    };

    /// <summary>The owner as the table says it, when that is this stream; null when it is somebody else, or nobody yet, or not known.</summary>
    public static TableOwner? OwnOf(CheckpointTable? table, ReconcileContext context, ReconcileDefaults defaults) =>
        table?.Owner is { } owner && owner.DifferenceFrom(OwnerOf(context, defaults)) is null ? owner : null;

    /// <summary>Why a stream that is deleted must leave the table; null when the table is its own, by its claim, or by its tags while nobody has claimed it.</summary>
    public static string? ReasonToKeep(CheckpointTable table, ReconcileContext context, ReconcileDefaults defaults) =>
        table.Owner?.DifferenceFrom(OwnerOf(context, defaults)) is { } difference ? $"it {difference.Text}"
        : NotCreatedFor(table, context, defaults) is not { } reason ? null
        : table.IsProtected ? "it is protected against deletion, and the operator did not create it for this stream"
        : table.Owner is null ? reason
        : null;

    /// <summary>Whether the operator created the table for this very resource, and nobody else has claimed it.</summary>
    public static bool IsMadeFor(CheckpointTable table, ReconcileContext context, ReconcileDefaults defaults) =>
        NotCreatedFor(table, context, defaults) is null && table.Owner?.DifferenceFrom(OwnerOf(context, defaults)) is null;

    /// <summary>What its tags say against the operator having created it for this very resource; null when nothing does.</summary>
    private static string? NotCreatedFor(CheckpointTable table, ReconcileContext context, ReconcileDefaults defaults) =>
        table.CreatedFor is null ? "the operator did not create it, and nobody has claimed it"
        : table.CreatedFor != context.Key.ToString() ? "it was created for another resource"
        : table.CreatedIn is { } installation && installation != defaults.Installation ? $"it was created in installation {installation}, and this is {defaults.Installation ?? "(none)"}"
        : null;

    /// <summary>How to go on.</summary>
    public static string AdviceOf(OwnerDifference difference) => difference.Part switch
    {
        OwnerPart.Resource => "Make a new KeyspacesCdcStream with a table of its own in spec.checkpoint.table.",
        OwnerPart.Installation =>
            $"Make a new KeyspacesCdcStream with a table of its own in spec.checkpoint.table. If that installation does not exist any more, give the operator INSTALLATION_ID={difference.Found}, and this one takes its place.",
        OwnerPart.Bucket =>
            $"Make the stream again with spec.destination.bucket: {difference.Found} to go on there, or with another spec.checkpoint.table; then reading begins at the oldest change that the stream keeps.",
        OwnerPart.BucketOwner =>
            "Correct spec.destination.expectedBucketOwner; if the bucket was deleted and made again by somebody else, make a new KeyspacesCdcStream with another bucket and another spec.checkpoint.table.",
        _ => throw new InvalidOperationException($"{difference.Part} is no part of an owner."),
    };
}
