using System.Reflection;
using KeyspacesStreamer.StreamPod.Fleet;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>Every await of the pod, as compiler and debugger know them.</summary>
internal sealed class AwaitPoints
{
    private readonly Assembly _assembly;
    private readonly Dictionary<(int Machine, int State), AwaitPoint> _points;

    private AwaitPoints(Assembly assembly, Dictionary<(int Machine, int State), AwaitPoint> points) => (_assembly, _points) = (assembly, points);

    /// <param name="repository">Folder of the checkout, for the text of the lines.</param>
    public static AwaitPoints OfPod(string repository)
    {
        var assembly = typeof(WorkerLoop).Assembly;
        using var symbols = new AwaitSymbols(assembly.Location, "src/StreamPod/", repository);
        var points = symbols.Read().ToDictionary(found => (found.Machine, found.Point.State), found => found.Point);
        return points.Count > 0
            ? new AwaitPoints(assembly, points)
            : throw new InvalidOperationException($"{assembly.Location} has no await, or its symbols do not tell.");
    }

    /// <summary>The await at which a state machine stands; null when it is none of the pod's.</summary>
    /// <exception cref="InvalidOperationException">The symbols do not know it.</exception>
    public AwaitPoint? Find(Type machine, int state) =>
        machine.Assembly != _assembly ? null
        : _points.TryGetValue((machine.MetadataToken, state), out var point) ? point
        : throw new InvalidOperationException($"{machine} is at await {state}, which the symbols do not know.");

    /// <summary>Awaits of these files and folders, in order.</summary>
    /// <exception cref="InvalidOperationException">One of the places has none.</exception>
    public IReadOnlyList<AwaitPoint> In(IEnumerable<string> places) =>
        [.. places.SelectMany(In).OrderBy(point => point.File, StringComparer.Ordinal).ThenBy(point => point.Line).ThenBy(point => point.State)];

    private AwaitPoint[] In(string place)
    {
        var points = _points.Values.Where(point => place.EndsWith('/') ? point.File.StartsWith(place, StringComparison.Ordinal) : point.File == place).ToArray();
        return points.Length > 0 ? points : throw new InvalidOperationException($"{place} has no await.");
    }
}
