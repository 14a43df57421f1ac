namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>One verb on one resource that a shipped role grants.</summary>
public sealed record Right(string Group, string Resource, string Verb)
{
    public override string ToString() => $"{Verb} {Resource}{(Group.Length == 0 ? "" : $".{Group}")}";
}
