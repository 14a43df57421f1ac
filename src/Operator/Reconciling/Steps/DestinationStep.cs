using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>DestinationReady: looks whether the bucket is there, in which region, and whose it is.</summary>
internal sealed class DestinationStep(IBuckets buckets, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.DestinationReady;
    private static readonly TimeSpan KeepFound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepOther = TimeSpan.FromSeconds(20);

    public async Task RunAsync(ReconcileRun run, CancellationToken cancellationToken)
    {
        if (run.Addresses is not { Bucket: var address } || !run.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            var look = await run.Memory.Bucket.AskAsync(
                address,
                token => buckets.LookAsync(address, token),
                found => found.Finding == BucketFinding.Found ? KeepFound : KeepOther,
                problem => observer.AwsFailed(run.Key, Type, problem),
                cancellationToken);
            run.Judge(JudgementOf(address, look));
        }
        catch (AwsCallException problem) when (problem.Kind == AwsFaultKind.Denied)
        {
            // The bucket is the pods' business, and they check it themselves: what the operator may not see holds nobody up.
            run.Judge(new Judgement(Type, null, ConditionReasons.AccessDenied, $"{problem.Message} The pods look at the bucket with their own role in any case."));
        }
        catch (AwsCallException problem)
        {
            run.Judge(AwsJudgements.Of(Type, problem));
        }

        run.LookAgainAfter(run.Memory.Bucket.Left);
    }

    private static Judgement JudgementOf(BucketAddress address, BucketLook look) => look.Finding switch
    {
        BucketFinding.Found => new Judgement(Type, true, ConditionReasons.BucketFound, $"Bucket {address.Bucket} exists."),
        BucketFinding.Missing => new Judgement(Type, false, ConditionReasons.BucketNotFound, $"There is no bucket {address.Bucket}. Create it in {address.Region}, or make a new KeyspacesCdcStream for another bucket (spec.destination.bucket cannot change)."),
        BucketFinding.OtherRegion => new Judgement(Type, false, ConditionReasons.WrongBucketRegion, $"Bucket {address.Bucket} lies in {look.Region ?? "another region"}, not in {address.Region}. Write that region into spec.destination.region."),
        BucketFinding.OtherOwner => new Judgement(Type, false, ConditionReasons.WrongBucketOwner, $"Bucket {address.Bucket} does not belong to account {address.ExpectedOwner}, which spec.destination.expectedBucketOwner demands."),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look.Finding, "A finding expected."),
    };
}
