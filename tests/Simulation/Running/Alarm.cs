namespace KeyspacesStreamer.Simulation.Running;

/// <summary>Something that happens at a moment of virtual time, unless it was called off.</summary>
internal sealed class Alarm(SimulatedProcess? process, Action action)
{
    public SimulatedProcess? Process { get; } = process;

    public bool IsOff { get; private set; }

    public void CallOff() => IsOff = true;

    public void Ring()
    {
        if (!IsOff)
        {
            action();
        }
    }
}
