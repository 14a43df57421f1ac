namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>What kubectl said and how it ended.</summary>
public sealed record KubectlAnswer(int Code, string Text);
