using System.Diagnostics.CodeAnalysis;
using KeyspacesStreamer.StreamsEmulator.Tests.Commands;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Botocore;

/// <summary>The official client finds nothing wrong with this server.</summary>
public sealed class BotocoreTests
{
    private const string Python = "/usr/bin/python3";
    private const string Setting = "KEYSPACES_STREAMER_BOTOCORE";

    [Fact]
    public async Task OfficialClient_AllOperationsAndErrors_AgreesWithTheEmulator()
    {
        var packages = Packages();
        Assert.SkipUnless(
            File.Exists(Python) && Directory.Exists(Path.Combine(packages, "botocore", "data", "keyspacesstreams")),
            $"No botocore with keyspacesstreams under {packages}; set {Setting} to a dist-packages folder that has it.");
        await using var server = await EmulatorProcess.StartAsync(
            "--iterator-lifetime", "5", "--token-lifetime", "5", "--empty-pages", "0.3", "--deny", "AKIADENIED");
        var script = RepositoryRoot.PathOf("tests", "StreamsEmulator.Tests", "botocore", "drive.py");

        var outcome = await EmulatorProcess.RunToEndAsync(
            EmulatorProcess.Start(Python, ["-s", "-B", script, server.Endpoint], ("PYTHONPATH", packages)), "");

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains("0 failed", outcome.Output, StringComparison.Ordinal);
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "A test finds its peers by the environment; it has no Program at whose edge that could happen.")]
    private static string Packages()
    {
        var configured = Environment.GetEnvironmentVariable(Setting);
        return configured ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".cache", "keyspaces-streamer", "moto", "root", "usr", "lib", "python3", "dist-packages");
    }
}
