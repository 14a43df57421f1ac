using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>What the content of one object shows.</summary>
/// <param name="Violations">What is wrong with it; the first twenty where there are more.</param>
/// <param name="Numbers">The numbers of its records; empty unless the object shares its group with others.</param>
internal sealed record ContentFinding(IReadOnlyList<Violation> Violations, IReadOnlyList<SequenceNumber> Numbers);
