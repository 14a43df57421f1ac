using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>Rebuilds a lease table that was lost, or set back in time, from what the objects in the bucket say of their place.</summary>
internal sealed class TableRebuild(
    TimeProvider clock, StreamSettings settings, IStreamSource source, ILeaseTable table, IObjectStore store, Retrier retrier, VerificationProgress progress)
{
    private static readonly TimeSpan GivingBack = TimeSpan.FromSeconds(10);

    private readonly RebuildClaim _claim = new(table, settings, source.Stream.Arn);

    /// <summary>Looks and judges; writes nothing.</summary>
    /// <param name="isTableThere">False when the table does not exist.</param>
    /// <param name="options">What a person vouches for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FatalFaultException">The table belongs to another stream, resource or installation.</exception>
    public async Task<RebuildPlan> PlanAsync(bool isTableThere, RebuildOptions options, CancellationToken cancellationToken)
    {
        if (isTableThere)
        {
            _claim.Require(await table.FindOwnerAsync(cancellationToken));
        }

        return await LookAsync(isTableThere, options, cancellationToken);
    }

    /// <summary>Closes the table to pods, sees that none works on it, looks, writes, compares, and opens it. What may not be written leaves it as it was.</summary>
    /// <param name="options">What a person vouches for.</param>
    /// <param name="show">Is told the plan before anything of it is written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The plan: written, unless it may not be.</returns>
    /// <exception cref="RebuildRefusedException">A pod works on the table; when it is met while leases are written, the table stays closed.</exception>
    public async Task<RebuildPlan> WriteAsync(RebuildOptions options, Func<RebuildPlan, Task> show, CancellationToken cancellationToken)
    {
        var before = await _claim.CloseAsync(cancellationToken);
        var isBegun = false;
        try
        {
            await new QuietTable(clock, table, settings.Pod.WorkerTimeout).RequireAsync(cancellationToken);
            var plan = await LookAsync(isTableThere: true, options, cancellationToken);
            await show(plan);
            if (plan.MayBeWritten)
            {
                isBegun = true;
                await new LeaseWriting(table).WriteAsync(plan, cancellationToken);
                await _claim.OpenAsync(before, cancellationToken);
            }

            return plan;
        }
        finally
        {
            if (!isBegun)
            {
                // Its own bound: a table that stays closed stops the pods.
                using var bound = new CancellationTokenSource(GivingBack, clock);
                await _claim.GiveBackAsync(before, bound.Token);
            }
        }
    }

    private async Task<RebuildPlan> LookAsync(bool isTableThere, RebuildOptions options, CancellationToken cancellationToken)
    {
        var snapshot = isTableThere ? await table.ScanAsync(consistent: true, cancellationToken) : new LeaseTableSnapshot([], [], null);
        var listing = await retrier.RunAsync(PodOperation.ListShards, source.Stream.Arn, source.ListShardsAsync, cancellationToken);
        var verifier = await new ChainListing(store, progress).ExamineAsync(ListingPrefix.AllOf(settings), cancellationToken);
        var findings = RebuildFindings.Of(source.Stream, listing, snapshot, verifier, options.AcceptsStarts);
        var kept = await new PlaceProbe(source, retrier).KeptAsync(ShardSafety.PlacesOf(findings), cancellationToken);
        return new RebuildPlanner(source.Stream, ObjectLayout.Of(settings), settings.Source.StartFrom, options, clock.GetUtcNow()).Plan(findings, kept);
    }
}
