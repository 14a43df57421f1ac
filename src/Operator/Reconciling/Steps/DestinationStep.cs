using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>DestinationReady: looks whether the bucket is there, in which region, and whose it is.</summary>
internal sealed class DestinationStep(IBucketInspector buckets, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.DestinationReady;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepOther = TimeSpan.FromSeconds(20);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        if (context.Addresses is not { Bucket: var address } || !context.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            var look = await context.State.Bucket.GetAsync(
                address,
                token => buckets.InspectAsync(address, token),
                found => found.Finding == BucketFinding.Found ? KeepFound : KeepOther,
                problem => observer.AwsFailed(context.Key, Type, problem),
                cancellationToken);
            context.Set(ResultOf(address, look));
        }
        catch (AwsCallException problem) when (problem.Kind == AwsFaultKind.Denied)
        {
            // The bucket is the pods' business, and they check it themselves: what the operator may not see holds nobody up.
            context.Set(new ConditionResult(Type, null, ConditionReasons.AccessDenied, $"{problem.Message} The pods look at the bucket with their own role in any case."));
        }
        catch (AwsCallException problem)
        {
            context.Set(AwsConditions.Of(Type, problem));
        }

        context.RequeueAfter(context.State.Bucket.RetryIn);
    }

    private static ConditionResult ResultOf(BucketAddress address, BucketInspection look) => look.Finding switch
    {
        BucketFinding.Found => new ConditionResult(Type, true, ConditionReasons.BucketFound, $"Bucket {address.Bucket} exists."),
        BucketFinding.Missing => new ConditionResult(Type, false, ConditionReasons.BucketNotFound, $"There is no bucket {address.Bucket}. Create it in {address.Region}, or make a new KeyspacesCdcStream for another bucket (spec.destination.bucket cannot change)."),
        BucketFinding.OtherRegion => new ConditionResult(Type, false, ConditionReasons.WrongBucketRegion, $"Bucket {address.Bucket} lies in {look.Region ?? "another region"}, not in {address.Region}. Write that region into spec.destination.region."),
        BucketFinding.OtherOwner => new ConditionResult(Type, false, ConditionReasons.WrongBucketOwner, $"Bucket {address.Bucket} does not belong to account {address.ExpectedOwner}, which spec.destination.expectedBucketOwner demands."),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look.Finding, "A finding expected."),
    };
}
