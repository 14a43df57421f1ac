using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace KeyspacesStreamer.Testing.Processes;

/// <summary>What the tests take from the environment of their process.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The edge of the test process, where environment and chance come in.")]
internal static class TestEnvironment
{
    /// <summary>STREAMPOD_BINARY: the pod to test instead of the one built here.</summary>
    public static string? PodBinary => Named("STREAMPOD_BINARY");

    /// <summary>CHAOS_SEEDS: how many seeds the chaos test runs.</summary>
    public static int? ChaosSeeds => Named("CHAOS_SEEDS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>CHAOS_SEED: the one seed the chaos test runs.</summary>
    public static int? ChaosSeed => Named("CHAOS_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>STORM: "full" for the great storm, "small" for one that fits into each run of CI; null for the usual one.</summary>
    public static string? Storm => Named("STORM");

    /// <summary>STORM_SEED: the seed of the storm.</summary>
    public static int? StormSeed => Named("STORM_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>SCHEDULES: how many simulated disasters are run, from seed 1; default 10,000.</summary>
    public static int Schedules => Named("SCHEDULES") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 10_000;

    /// <summary>FUZZ_SECONDS: how long the readers are fed with bytes that nobody meant, over all of them; default a minute.</summary>
    public static int FuzzSeconds => Named("FUZZ_SECONDS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 60;

    /// <summary>FUZZ_SEED: the seed of those bytes.</summary>
    public static int? FuzzSeed => Named("FUZZ_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>A seed nobody chose.</summary>
    public static int AnySeed { get; } = RandomNumberGenerator.GetInt32(1_000, 1_000_000);

    private static string? Named(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
