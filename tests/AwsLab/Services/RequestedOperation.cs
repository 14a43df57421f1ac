namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>An operation of a service, and everything that it needs to be allowed.</summary>
/// <param name="Name">Such as <c>PutObject</c>.</param>
/// <param name="Actions">All of these have to be allowed.</param>
internal sealed record RequestedOperation(string Name, IReadOnlyList<RequestedAction> Actions);
