using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>A stream that stands in the way of another one.</summary>
/// <param name="Rival">The stream that goes on.</param>
/// <param name="Result">What the other one is told.</param>
internal sealed record DuplicateStream(KeyspacesCdcStream Rival, ConditionResult Result);
