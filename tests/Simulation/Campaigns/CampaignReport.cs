using System.Globalization;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Campaigns;

/// <summary>What a campaign did and what it found.</summary>
internal sealed record CampaignReport
{
    public required int Schedules { get; init; }

    public required long Steps { get; init; }

    public required long Records { get; init; }

    public required long Objects { get; init; }

    /// <summary>Requests that did not go well.</summary>
    public required long Faults { get; init; }

    public required long Disasters { get; init; }

    /// <summary>Virtual time of all runs together.</summary>
    public required TimeSpan Simulated { get; init; }

    public required TimeSpan Took { get; init; }

    public required IReadOnlyList<Outcome> Failures { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Schedules} schedules, {Failures.Count} with a violation, in {Took.TotalSeconds:F1} s ({Took.TotalMilliseconds / Math.Max(1, Schedules):F2} ms each): "
        + $"{Disasters} disasters, {Faults} failed requests, {Records} records in {Objects} objects, {Steps} steps, {Simulated.TotalDays:F1} simulated days");
}
