namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>How far the deletion of a stream is: released, unless it wants to look again.</summary>
internal sealed record DeletionResult : StageResult
{
    /// <summary>What holds it up, in a sentence; null when nothing in particular does.</summary>
    public string? HeldUpBy { get; init; }
}
