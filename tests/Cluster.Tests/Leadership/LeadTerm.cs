namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>A time in which one replica leads, by what the API server was told; an empty name when none does.</summary>
/// <param name="Holder">Who leads.</param>
/// <param name="Taken">The write that began it.</param>
/// <param name="Next">The write that began the next one; null when it goes on.</param>
internal sealed record LeadTerm(string Holder, AuditedWrite Taken, AuditedWrite? Next)
{
    /// <summary>All terms, in their order.</summary>
    public static IReadOnlyList<LeadTerm> Of(IReadOnlyList<AuditedWrite> writes)
    {
        var terms = new List<LeadTerm>();
        foreach (var write in writes.Where(write => write.Holder is not null))
        {
            if (terms.Count > 0 && terms[^1].Holder == write.Holder)
            {
                continue;
            }

            if (terms.Count > 0)
            {
                terms[^1] = terms[^1] with { Next = write };
            }

            terms.Add(new LeadTerm(write.Holder ?? "", write, null));
        }

        return terms;
    }

    /// <summary>Writes of a replica that were not over when another had the lead, or that came before it led itself.</summary>
    public static IReadOnlyList<AuditedWrite> StraysIn(IReadOnlyList<AuditedWrite> writes)
    {
        var terms = Of(writes);
        return [.. writes.Where(write => !write.IsOfElection && !terms.Any(term => term.Allows(write, terms)))];
    }

    private bool Allows(AuditedWrite write, IReadOnlyList<LeadTerm> all)
    {
        // A leader that let go may see its last requests end until another one leads.
        var another = all.SkipWhile(term => term != this).Skip(1).FirstOrDefault(term => term.Holder.Length > 0 && term.Holder != Holder);
        return Holder == write.Replica && write.ReceivedAt >= Taken.ReceivedAt && (another is null || write.EndedAt <= another.Taken.ReceivedAt);
    }
}
