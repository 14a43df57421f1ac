using System.Net;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Observability;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>
/// Leads while it holds the lease. The leader's work gets a token that ends with the lead, and nobody else begins before the silent leader
/// has given up: it stops after the renew deadline, the others wait for the lease's duration on their own clocks.
/// </summary>
/// <param name="clock">Time of everything.</param>
/// <param name="random">Spreads the attempts.</param>
/// <param name="lease">The lease that gives the lead.</param>
/// <param name="time">How long the lead still lasts, for whoever writes.</param>
/// <param name="identity">Name of this replica.</param>
/// <param name="times">The times of the election.</param>
/// <param name="logger">Told once why the lease can be neither taken nor renewed, and again when it is something else.</param>
internal sealed class LeaderElection(TimeProvider clock, Random random, ILeaderLease lease, LeadershipFence time, string identity, LeaderTimes times, ILogger<LeaderElection> logger)
{
    private ObservedLease? _seen;
    private long _seenAt;
    private string? _lastProblem;

    /// <summary>Why this replica may not hold the lease, in the server's words; null while nothing forbids it.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Contends, leads, contends again, until the token ends; then gives the lease back.</summary>
    /// <param name="lead">The leader's work. It must end when its token does.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <exception cref="Exception">What the work itself throws.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        while (true)
        {
            await AcquireAsync(cancellationToken);
            using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var working = lead(term.Token);
            var renewing = RenewAsync(term.Token);
            await Task.WhenAny(working, renewing);
            if (renewing.IsCompletedSuccessfully)
            {
                time.End();
            }

            await term.CancelAsync();
            await Task.WhenAll(working, renewing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            time.End();
            await ReleaseAsync();
            if (working.Exception is { InnerException: { } problem })
            {
                throw problem;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        // An answer that took too long gives nothing: the others may not have waited for us.
        while (!await TryAsync(cancellationToken) || time.Remaining == TimeSpan.Zero)
        {
            await Task.Delay(Pause(), clock, cancellationToken);
        }
    }

    /// <summary>Ends when the lease could not be renewed within the deadline, or is somebody else's.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (time.Remaining > TimeSpan.Zero)
        {
            await Task.Delay(Shorter(Pause(), time.Remaining), clock, cancellationToken);
            using var bound = new CancellationTokenSource(time.Remaining, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
            if (!await TryAsync(either.Token) && _seen is { Record.Holder: var holder } && holder != identity)
            {
                return;
            }
        }
    }

    /// <returns>Whether the lease is ours as of now; failures of the server count as no.</returns>
    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var askedAt = clock.GetTimestamp();
        try
        {
            var isOurs = await TakeOrRenewAsync(cancellationToken);
            (Refusal, _lastProblem) = (null, null);
            if (!isOurs)
            {
                return false;
            }

            // Counted from the asking, as the others count from when they see it. Who led before is past.
            time.Begin(askedAt, times.RenewDeadline);
            _seen = null;
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TimeoutException or TaskCanceledException or ApiServerException)
        {
            // The server cannot be asked: a contender waits, a leader has its deadline.
            Note(problem);
            return false;
        }
    }

    /// <summary>Said once, until it is something else.</summary>
    private void Note(Exception problem)
    {
        Refusal = problem is ApiServerException { Status: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound } ? problem.Message : null;
        if (_lastProblem != problem.Message)
        {
            _lastProblem = problem.Message;
            logger.LeaseUnavailable(times.RetryPeriod.TotalSeconds, problem.Message);
        }
    }

    private async Task<bool> TakeOrRenewAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var mine = new LeaderRecord { Holder = identity, Duration = times.LeaseDuration, AcquiredAt = now, RenewedAt = now, Transitions = 0 };
        if (await lease.FindAsync(cancellationToken) is not { } found)
        {
            return await lease.TryCreateAsync(mine, cancellationToken);
        }

        See(found);
        var held = found.Record;
        if (held.Holder == identity)
        {
            return await lease.TryReplaceAsync(held with { RenewedAt = now, Duration = times.LeaseDuration }, found.Version, cancellationToken);
        }

        var isSilent = clock.GetElapsedTime(_seenAt) >= held.Duration;
        return (held.Holder.Length == 0 || isSilent)
            && await lease.TryReplaceAsync(mine with { Transitions = held.Transitions + 1 }, found.Version, cancellationToken);
    }

    /// <summary>Silence is counted on this replica's own clock, from when it first saw the record as it stands.</summary>
    private void See(ObservedLease found)
    {
        if (_seen?.Record != found.Record)
        {
            _seenAt = clock.GetTimestamp();
        }

        _seen = found;
    }

    /// <summary>A leader that stops in good order says so, and the next one need not wait. Bounded, as in client-go, by the time in which a renewal must succeed.</summary>
    private async Task ReleaseAsync()
    {
        using var bound = new CancellationTokenSource(times.RenewDeadline, clock);
        try
        {
            if (await lease.FindAsync(bound.Token) is { Record: { } held } found && held.Holder == identity)
            {
                await lease.TryReplaceAsync(held with { Holder = "" }, found.Version, bound.Token);
            }
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            logger.LeaseNotReleased($"the API server did not answer within {times.RenewDeadline.TotalSeconds} s.");
        }
        catch (Exception problem) when (problem is OperationCanceledException or HttpRequestException or IOException or TimeoutException or ApiServerException)
        {
            logger.LeaseNotReleased(problem.Message);
        }
    }

    private TimeSpan Pause() => times.RetryPeriod * (0.9 + (random.NextDouble() / 5));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
