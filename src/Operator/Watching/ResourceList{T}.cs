namespace KeyspacesStreamer.Operator.Watching;

/// <summary>All resources of one kind at one moment of the cluster.</summary>
/// <param name="Resources">What there is.</param>
/// <param name="ResourceVersion">The moment, to watch on from.</param>
internal sealed record ResourceList<T>(IReadOnlyList<T> Resources, string ResourceVersion);
