namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>What one read may bring.</summary>
/// <param name="MaxResults">Records at most: 1 to 1,000.</param>
/// <param name="BodyBytes">Bytes of the answer's body at most; a larger one is not read.</param>
internal readonly record struct PageRequest(int MaxResults, int BodyBytes);
