using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>The servers that `make servers` installed into the cache folder: where they lie and whether they are there.</summary>
public static class TestServers
{
    public const string AccessKey = "test";
    public const string SecretKey = "test";
    public const string Region = "us-east-1";

    public static string CacheFolder { get; } = FindCacheFolder();

    public static string DynaliteLauncher => Path.Combine(CacheFolder, "dynalite", "dynalite");

    public static string MotoLauncher => Path.Combine(CacheFolder, "moto", "moto_server");

    /// <summary>PYTHONPATH of botocore, the official client that checks us independently; run it by /usr/bin/python3 -s.</summary>
    public static string BotocoreFolder => Path.Combine(CacheFolder, "moto", "root", "usr", "lib", "python3", "dist-packages");

    public static bool IsInstalled => MissingReason is null;

    /// <summary>Why the servers cannot be used, and the cure; null when they can.</summary>
    public static string? MissingReason => ReasonFor(DynaliteLauncher, MotoLauncher, BotocoreFolder);

    public static void SkipUnlessInstalled()
    {
        if (MissingReason is { } reason)
        {
            Xunit.Assert.Skip(reason);
        }
    }

    internal static string? ReasonFor(params string[] paths)
    {
        var missing = paths.FirstOrDefault(path => !Path.Exists(path));
        return missing is null ? null : $"{missing} is not installed; run: make servers";
    }

    // Must agree with eng/lib.sh.
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The edge of the test process: the scripts name the cache folder by this variable.")]
    private static string FindCacheFolder()
    {
        var named = Environment.GetEnvironmentVariable("KEYSPACES_STREAMER_CACHE");
        return string.IsNullOrEmpty(named)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "keyspaces-streamer")
            : named;
    }
}
