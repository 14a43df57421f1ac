using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Services;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Everything that decides a run: the same schedule gives the same run, step by step.</summary>
internal sealed record Schedule
{
    /// <summary>What it once found, for those who read a kept schedule.</summary>
    public string? Note { get; init; }

    /// <summary>Decides every choice that is not named here: what runs next, how long requests take, jitter.</summary>
    public required int Seed { get; init; }

    public required StreamSettings Settings { get; init; }

    /// <summary>Settings of all processes but the first; null for the same.</summary>
    public StreamSettings? LaterSettings { get; init; }

    [JsonIgnore]
    public ScheduleBounds Bounds => new(Settings);

    /// <summary>Records of one group at most.</summary>
    public required int GroupRecords { get; init; }

    public required int Pods { get; init; }

    public required int Shards { get; init; }

    /// <summary>Records of one page at most.</summary>
    public required int PageLimit { get; init; }

    public required TimeSpan IteratorLifetime { get; init; }

    /// <summary>Whether two shards have records of the same number.</summary>
    public required bool NumbersPerShard { get; init; }

    /// <summary>Length of a record's text.</summary>
    public required int TextLength { get; init; }

    /// <summary>How far wall clocks of pods may be wrong.</summary>
    public required TimeSpan LargestSkew { get; init; }

    public required IReadOnlyList<Burst> Bursts { get; init; }

    public required IReadOnlyList<Disaster> Disasters { get; init; }

    /// <summary>Until then disasters happen; after it every fault is healed.</summary>
    public required TimeSpan CalmAt { get; init; }

    public required FaultRates Rates { get; init; }

    /// <summary>Instead of chance: exactly these requests fail.</summary>
    public IReadOnlyList<PlannedFault>? Faults { get; init; }

    /// <summary>Of how many records one is dropped by a transform; null for none.</summary>
    public int? DropsOneOf { get; init; }

    /// <summary>Bytes of a row group of Parquet; null for as many as pods have.</summary>
    public long? RowGroupBytes { get; init; }

    /// <summary>Whether what is ready runs in any order, or in the order it became ready.</summary>
    public bool IsShuffled { get; init; } = true;
}
