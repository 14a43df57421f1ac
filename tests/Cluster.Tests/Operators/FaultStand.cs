namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>The stand of <see cref="FaultCollection"/>.</summary>
public sealed class FaultStand : IAsyncLifetime
{
    internal OperatorStand Operators { get; } = new("faults");

    public ValueTask InitializeAsync() => Operators.InitializeAsync();

    public ValueTask DisposeAsync() => Operators.DisposeAsync();
}
