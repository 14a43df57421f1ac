namespace KeyspacesStreamer.Simulation.Rebuilds;

/// <summary>What becomes of a lease table in the middle of a run.</summary>
/// <param name="At">When, since the run began.</param>
/// <param name="SetBack">Writes that are undone; null when everything is lost.</param>
/// <param name="CutShortAfter">Requests after which the first rebuild is killed; null when it comes to its end.</param>
internal sealed record TableLoss(TimeSpan At, int? SetBack, int? CutShortAfter);
