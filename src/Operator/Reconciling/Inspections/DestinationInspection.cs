using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>DestinationReady: whether the bucket exists, in which region, and whose it is.</summary>
internal sealed class DestinationInspection(IBucketInspector buckets, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.DestinationReady;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepOther = TimeSpan.FromSeconds(20);

    private readonly AwsInspector _inspector = new(observer);

    public Task<Inspection<BucketInspection>> RunAsync(ReconcileContext context, BucketAddress address, CancellationToken cancellationToken) => _inspector.InspectAsync(
        context,
        new AwsQuestion<BucketAddress, BucketInspection>
        {
            Type = Type,
            Answers = context.State.Bucket,
            Key = address,
            Ask = token => buckets.InspectAsync(address, token),
            KeepFor = found => found.Finding == BucketFinding.Found ? KeepFound : KeepOther,
        },
        found => new Inspection<BucketInspection> { Found = found, Condition = ResultOf(address, found) },
        problem => new Inspection<BucketInspection> { Condition = ResultOf(problem) },
        cancellationToken);

    /// <summary>The bucket is the pods' business, and they check it themselves: what the operator may not see holds nobody up.</summary>
    private static ConditionResult ResultOf(AwsCallException problem) => problem.Kind == AwsFaultKind.Denied
        ? new ConditionResult(Type, null, ConditionReasons.AccessDenied, $"{problem.Message} The pods look at the bucket with their own role in any case.")
        : AwsConditions.Of(Type, problem);

    private static ConditionResult ResultOf(BucketAddress address, BucketInspection look) => look.Finding switch
    {
        BucketFinding.Found => new ConditionResult(Type, true, ConditionReasons.BucketFound, $"Bucket {address.Bucket} exists."),
        BucketFinding.Missing => new ConditionResult(Type, false, ConditionReasons.BucketNotFound, $"There is no bucket {address.Bucket}. Create it in {address.Region}, or make a new KeyspacesCdcStream for another bucket (spec.destination.bucket cannot change)."),
        BucketFinding.OtherRegion => new ConditionResult(Type, false, ConditionReasons.WrongBucketRegion, $"Bucket {address.Bucket} lies in {look.Region ?? "another region"}, not in {address.Region}. Write that region into spec.destination.region."),
        BucketFinding.OtherOwner => new ConditionResult(Type, false, ConditionReasons.WrongBucketOwner, $"Bucket {address.Bucket} does not belong to account {address.ExpectedOwner}, which spec.destination.expectedBucketOwner demands."),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look.Finding, "A finding expected."),
    };
}
