using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification.Contents;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Fetches what a verification judges: leases, listing, metadata of every object and, when deep, their content.</summary>
internal sealed class BucketVerification(IObjectStore store, ILeaseTable leases, VerificationProgress progress)
{
    private const int ParallelReads = 8;

    /// <summary>Leases are read before and after the listing, so that a stream may run meanwhile.</summary>
    /// <exception cref="ObjectStoreException">The bucket cannot be reached.</exception>
    /// <exception cref="LeaseTableException">The lease table cannot be read.</exception>
    public async Task<VerificationReport> RunAsync(IReadOnlyList<string> prefixes, bool isDeep, bool acceptsStarts, CancellationToken cancellationToken)
    {
        var before = await leases.ScanAsync(consistent: true, cancellationToken);
        var verifier = await new ChainListing(store, progress).ExamineAsync(prefixes, cancellationToken);
        var after = await leases.ScanAsync(consistent: true, cancellationToken);
        if (isDeep)
        {
            await ReadAsync(verifier, prefixes, cancellationToken);
        }

        return verifier.Judge(before, after, acceptsStarts, isDeep);
    }

    private async Task ReadAsync(ChainVerifier verifier, IReadOnlyList<string> prefixes, CancellationToken cancellationToken)
    {
        var parts = verifier.Chains.SelectMany(chain => chain.Groups).SelectMany(group => group.Objects.Select(item => (Group: group, Object: item))).ToList();
        var schemas = new SchemaDocuments(store, prefixes, verifier.Schemas);
        var contents = new ContentVerifier(store, schemas);
        var groups = new Dictionary<ChainGroup, GroupNumbers>();
        var gate = new Lock();
        progress.ReadingBegins(parts.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(parts, options, async (part, cancellation) =>
        {
            var finding = await contents.VerifyAsync(part.Object, cancellation);
            lock (gate)
            {
                foreach (var violation in finding.Violations.Concat(DoubledIn(groups, part.Group, part.Object, finding.Numbers)))
                {
                    verifier.Report(violation);
                }
            }

            progress.ObjectRead();
        });
        foreach (var violation in await schemas.ViolationsAsync())
        {
            verifier.Report(violation);
        }
    }

    /// <summary>Records that another part of the same group holds too; the group is forgotten with its last part.</summary>
    private static List<Violation> DoubledIn(Dictionary<ChainGroup, GroupNumbers> groups, ChainGroup group, ChainObject item, IReadOnlyList<SequenceNumber> numbers)
    {
        if (group.Objects.Count == 1)
        {
            return [];
        }

        if (!groups.TryGetValue(group, out var seen))
        {
            groups.Add(group, seen = new GroupNumbers());
        }

        if (++seen.PartsRead == group.Objects.Count)
        {
            groups.Remove(group);
        }

        return [.. numbers
            .Where(number => !seen.Numbers.Add(number.Text.TrimStart('0')))
            .Select(number => new Violation(ViolationKind.DoubledRecord, item.ShardId.Value, item.Key, $"{item.Key} holds record {number}, which another part of its group holds too."))];
    }

    /// <summary>The record numbers seen so far in the parts of one group.</summary>
    private sealed class GroupNumbers
    {
        public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);

        public int PartsRead { get; set; }
    }
}
