using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>One stream by its ARN, and where to ask for it.</summary>
internal sealed record PinnedStream(StreamAddress Address, string Arn);
