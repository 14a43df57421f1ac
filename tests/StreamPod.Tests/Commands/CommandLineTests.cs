using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>The verbs take their options, say what is wrong, and end with the documented codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly CommandFixture _commands = new();

    public void Dispose() => _commands.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("start")]
    [InlineData("run")]
    [InlineData("run --settings SETTINGS --port 65536")]
    [InlineData("run --settings SETTINGS --port x")]
    [InlineData("run --settings SETTINGS --worker a/b")]
    [InlineData("run --settings SETTINGS --log-level loud")]
    [InlineData("settings check")]
    [InlineData("settings check SETTINGS -o yaml")]
    [InlineData("leases release --settings SETTINGS --owner pod-a")]
    [InlineData("leases release --settings SETTINGS --owner pod-a --all --shard x")]
    [InlineData("leases rewind --settings SETTINGS --shard x")]
    [InlineData("verify --settings SETTINGS --deeper")]
    public async Task WrongCommandLine_IsRefusedWithItsCode(string line)
    {
        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync(line));
        Assert.NotEmpty(_commands.Error);
        Assert.Empty(_commands.Runs);
    }

    [Fact]
    public async Task Help_NamesTheVerbs()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("--help"));
        Assert.All(new[] { "run", "settings", "leases", "verify" }, verb => Assert.Contains($"  {verb} ", _commands.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TakesSettingsAndDefaults()
    {
        await _commands.RunAsync("run --settings SETTINGS");
        await _commands.RunAsync("run -s SETTINGS --worker pod-x --port 0 --log-level debug");

        Assert.Equal([("content", new("pod-default", 7, LogLevel.Information)), ("content", new("pod-x", 0, LogLevel.Debug))], _commands.Runs);
    }

    [Fact]
    public async Task Run_GivesItsOwnCodeAndTheTokenOfTheProcess()
    {
        using var stop = new CancellationTokenSource();
        _commands.Running = async cancellation =>
        {
            await stop.CancelAsync();
            return cancellation.IsCancellationRequested ? ExitCodes.DrainTimedOut : ExitCodes.Ok;
        };

        Assert.Equal(ExitCodes.DrainTimedOut, await _commands.RunAsync("run --settings SETTINGS", stop.Token));
    }

    [Fact]
    public async Task Run_WrongSettings_SaysAllOfItAndDoesNotStart()
    {
        _commands.WriteSettings(CommandFixture.Sound.Replace("content", "con-tent", StringComparison.Ordinal).Replace("\"port\":7", "\"prot\":7", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync("run --settings SETTINGS"));
        Assert.Equal(["source.table: con-tent: write 1 to 48 letters, digits and underscores, the first no underscore.", "pod.prot: 7: unknown. Did you mean port?"], Lines(_commands.Error));
        Assert.Empty(_commands.Runs);
    }

    [Fact]
    public async Task Settings_MissingFile_IsSaid()
    {
        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync("settings check /nowhere/settings.json"));
        Assert.StartsWith("/nowhere/settings.json: cannot be read: ", _commands.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsCheck_Sound_ShowsTheDefaults()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("settings check SETTINGS"));

        Assert.Matches("^OK: .* \\(hash [0-9a-f]{16}\\), with all defaults:$", Lines(_commands.Output)[0]);
        Assert.Contains("  destination.rotation.maxAge: 1m", Lines(_commands.Output));
        Assert.Contains("  pod.port: 7", Lines(_commands.Output));
    }

    [Fact]
    public async Task SettingsCheck_SoundAsJson_CanBeCheckedAgain()
    {
        await _commands.RunAsync("settings check SETTINGS --output json");
        _commands.WriteSettings(_commands.Output);

        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("settings check SETTINGS"));
    }

    [Fact]
    public async Task SettingsCheck_Wrong_SaysTheTemplateToo()
    {
        _commands.WriteSettings(CommandFixture.Sound.Replace("\"bucket\":\"keyspaces-data\"", "\"bucket\":\"B\",\"keyTemplate\":\"{day}.json\"", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync("settings check SETTINGS -o json"));
        Assert.Equal(["destination.bucket", "destination.keyTemplate"], Lines(_commands.Error).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Contains("\"path\": \"destination.keyTemplate\"", _commands.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(LeaseTableException), ExitCodes.ForeignTable)]
    [InlineData(typeof(ObjectStoreException), ExitCodes.MissingResource)]
    [InlineData(typeof(IOException), ExitCodes.Unavailable)]
    [InlineData(typeof(InvalidOperationException), ExitCodes.Unexpected)]
    public async Task Failure_BecomesItsCode(Type fault, int code)
    {
        _commands.Running = _ => throw (Exception)Activator.CreateInstance(fault, "planted")!;

        Assert.Equal(code, await _commands.RunAsync("run --settings SETTINGS"));
        Assert.Contains("planted", _commands.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AccessDenied", ExitCodes.MissingPermission)]
    [InlineData(400, "AccessDeniedException", ExitCodes.MissingPermission)]
    [InlineData(400, "ResourceNotFoundException", ExitCodes.MissingResource)]
    [InlineData(404, "NoSuchBucket", ExitCodes.MissingResource)]
    public async Task RefusalOfAService_BecomesItsCodeAlsoWhenWrapped(int status, string errorCode, int code)
    {
        var refusal = new Amazon.Runtime.AmazonServiceException("planted") { StatusCode = (System.Net.HttpStatusCode)status, ErrorCode = errorCode };
        _commands.Running = _ => throw new ObjectStoreException("wrapped", refusal);

        Assert.Equal(code, await _commands.RunAsync("run --settings SETTINGS"));
        Assert.Equal(["wrapped"], Lines(_commands.Error));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
