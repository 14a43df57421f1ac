using System.Runtime.CompilerServices;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Lists the objects of a stream page by page, and asks the metadata of each with a HEAD, a bounded number at a time.</summary>
internal sealed class ChainListing(IObjectStore store, VerificationProgress progress)
{
    private const int ParallelLookups = 32;

    /// <returns>What every object says of its place in the chain of its shard.</returns>
    /// <exception cref="ObjectStoreException">The bucket cannot be reached.</exception>
    public async Task<ChainVerifier> ExamineAsync(IReadOnlyList<string> prefixes, CancellationToken cancellationToken)
    {
        var (verifier, gate) = (new ChainVerifier(), new Lock());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lookups = new HashSet<Task>();
        try
        {
            await foreach (var key in ListAsync(prefixes, stop.Token))
            {
                if (lookups.Count == ParallelLookups)
                {
                    await ForgetOneAsync(lookups);
                }

                lookups.Add(LookUpAsync(key, verifier, gate, stop.Token));
            }

            while (lookups.Count > 0)
            {
                await ForgetOneAsync(lookups);
            }
        }
        finally
        {
            await StopSignal.SendAsync(stop);
            Task all = Task.WhenAll(lookups);
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return verifier;
    }

    private static async Task ForgetOneAsync(HashSet<Task> lookups)
    {
        var done = await Task.WhenAny(lookups);
        lookups.Remove(done);
        await done;
    }

    private async Task LookUpAsync(string key, ChainVerifier verifier, Lock gate, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(key, cancellationToken);
        lock (gate)
        {
            verifier.Add(key, stored);
        }

        progress.ObjectExamined();
    }

    private async IAsyncEnumerable<string> ListAsync(IReadOnlyList<string> prefixes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var prefix in prefixes)
        {
            await foreach (var listed in store.ListAsync(prefix, cancellationToken))
            {
                if (CreateOnlyProof.IsProbe(listed.Key))
                {
                    continue;
                }

                progress.ObjectListed();
                yield return listed.Key;
            }
        }
    }
}
