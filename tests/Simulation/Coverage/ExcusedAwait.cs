namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>An await of the commit path at which nothing can be killed, and why.</summary>
/// <param name="Type">Type that declares the method.</param>
/// <param name="Method">The method.</param>
/// <param name="State">Number of the await within it, from 0.</param>
/// <param name="Reason">Why it never waits in a simulation.</param>
internal sealed record ExcusedAwait(string Type, string Method, int State, string Reason)
{
    public bool Is(AwaitPoint point) => point.Type == Type && point.Method == Method && point.State == State;
}
