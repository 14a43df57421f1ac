using KeyspacesStreamer.AwsLab.Identity;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>A request of which is known who sent it.</summary>
/// <param name="Caller">Who sent it.</param>
/// <param name="Body">Its body out of its chunks.</param>
internal sealed record AuthenticatedRequest(Caller Caller, SignedBody Body);
