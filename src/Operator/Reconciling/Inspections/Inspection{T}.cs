using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>What one look at AWS brought.</summary>
/// <typeparam name="T">What is looked for.</typeparam>
internal sealed record Inspection<T> : StageResult
    where T : class
{
    /// <summary>What was found; null when it does not exist, or AWS did not answer, or was not asked.</summary>
    public T? Found { get; init; }

    /// <summary>Whether AWS was asked and has answered: what was not found then does not exist.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>What it says of the condition that it is about; null when it says nothing.</summary>
    public ConditionResult? Condition { get; init; }
}
