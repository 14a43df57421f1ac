using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>An older stream that stands in the way of another one.</summary>
/// <param name="Older">The stream that goes on.</param>
/// <param name="Judgement">What the other one is told.</param>
internal sealed record DuplicateStream(KeyspacesCdcStream Older, Judgement Judgement);
