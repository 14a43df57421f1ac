
namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Where the programs under test lie: the native pod if it is up to date, else what this build made.</summary>
internal static class ProgramFiles
{
    private static readonly string[] PodSources = ["src/StreamPod", "src/AwsAccess", "src/Contracts", "src/KeyspacesStreams"];

    // artifacts/bin/PROJECT/<configuration>/, of whichever test project this runs in.
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string Pod { get; } = TestEnvironment.PodBinary ?? (IsNativeCurrent() ? Native : Built("StreamPod", "streampod"));

    /// <summary>Whether the pod under test is a native binary: the one that was published, or one that the caller named.</summary>
    public static bool IsPodNative => TestEnvironment.PodBinary is not null || Pod == Native;

    public static string Emulator { get; } = Built("StreamsEmulator", "streams-emulator");

    public static string Operator { get; } = Built("Operator", "streamer-operator");

    /// <summary>The stand-in for AWS; only projects that name it build it.</summary>
    public static string AwsLab { get; } = Built("AwsLab", "aws-lab");

    /// <summary>The fuzzer; only projects that name it build it.</summary>
    public static string Fuzzing { get; } = Built("Fuzzing", "Fuzzing");

    private static string Native => RepositoryRoot.PathOf("artifacts", "publish", "StreamPod", "release_linux-x64", "streampod");

    private static string Built(string project, string program) =>
        RepositoryRoot.PathOf("artifacts", "bin", project, Configuration, program);

    /// <summary>A binary older than a source file is left over from an earlier publish.</summary>
    private static bool IsNativeCurrent()
    {
        var built = File.GetLastWriteTimeUtc(Native);
        return File.Exists(Native) && PodSources
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .All(source => File.GetLastWriteTimeUtc(source) <= built);
    }
}
