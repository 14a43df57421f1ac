namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>A stand of its own for tests that wait long for services that fail.</summary>
public sealed class AwsStand() : OperatorStand("aws");
