namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What is found of one condition.</summary>
/// <param name="Type">One of <see cref="Api.V1Alpha1.ConditionTypes"/>.</param>
/// <param name="Holds">Whether it holds; null when that is not known.</param>
/// <param name="Reason">One of <see cref="Api.V1Alpha1.ConditionReasons"/>.</param>
/// <param name="Message">A sentence for people that says what to do when something is to be done.</param>
internal sealed record ConditionResult(string Type, bool? Holds, string Reason, string Message);
