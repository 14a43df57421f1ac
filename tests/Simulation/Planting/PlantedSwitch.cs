using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>Switches planted faults on and off, in a build that holds them; a run belongs to one thread, and so does the switch.</summary>
internal static class PlantedSwitch
{
    /// <summary>Where the switch is in a copy, below <c>src/StreamPod</c>.</summary>
    public const string File = "Planted.cs";

    /// <summary>The switch itself, as the copy gets it.</summary>
    public const string Source = """
        namespace KeyspacesStreamer.StreamPod;

        /// <summary>Which planted fault is on, on this thread.</summary>
        internal static class Planted
        {
            [ThreadStatic]
            private static string? _name;

            [ThreadStatic]
            private static int _count;

            public static bool Is(string name) => _name == name;

            /// <summary>1, 2, 3 ... since the fault was switched on: for what must not change and does.</summary>
            public static int Next() => ++_count;

            public static void Switch(string? name) => (_name, _count) = (name, 0);
        }

        """;

    private static readonly Action<string?>? Switch = typeof(PodContext).Assembly
        .GetType("KeyspacesStreamer.StreamPod.Planted")?.GetMethod("Switch")?.CreateDelegate<Action<string?>>();

    /// <summary>Whether this build holds the faults.</summary>
    public static bool IsPlanted => Switch is not null;

    /// <summary>The runs that follow on this thread have this fault; null: none.</summary>
    public static void Turn(string? name) => (Switch ?? throw new InvalidOperationException("This build holds no faults; eng/planted.sh makes one that does."))(name);
}
