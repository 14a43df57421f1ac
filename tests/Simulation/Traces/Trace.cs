using System.Globalization;
using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Traces;

/// <summary>What happened, one line each, in the order it happened; kept only when somebody will read it.</summary>
internal sealed class Trace(SimulationLoop loop, bool isOn)
{
    private readonly List<string> _lines = [];

    public bool IsOn { get; } = isOn;

    public IReadOnlyList<string> Lines => _lines;

    public void Say(string who, string what)
    {
        if (IsOn)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{loop.Now / (double)TimeSpan.TicksPerSecond,12:F4}  {who,-8}  {what}"));
        }
    }
}
