using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>Everything a rebuild found, and what it writes.</summary>
internal sealed record RebuildPlan
{
    public required string StreamArn { get; init; }

    public required IReadOnlyList<RebuildRow> Rows { get; init; }

    /// <summary>What is wrong with the chains; accepted when <see cref="AcceptsBreaks"/>.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    public required bool AcceptsBreaks { get; init; }

    /// <summary>Why nothing may be written, each with what to do.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Other streams that have objects under the same prefix.</summary>
    public required IReadOnlyList<string> OtherLabels { get; init; }

    public bool IsBroken => Violations.Count > 0 && !AcceptsBreaks;

    public bool MayBeWritten => !IsBroken && Problems.Count == 0;

    /// <summary>Rows that change something.</summary>
    public int Changes => Rows.Count(row => row.Action != RebuildAction.Keep);
}
