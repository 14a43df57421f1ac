using System.Diagnostics;
using System.Net.Sockets;
using KeyspacesStreamer.Testing.Servers;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Integration.Tests.Servers;

/// <summary>Processes that tests start: they die with the test process, with their owner, and not before.</summary>
public sealed class ChildProcessTests
{
    [Fact]
    public async Task Start_Always_AsksTheKernelToKillItWithItsParent()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "There is no setpriv (util-linux) here; only the exit hook ends child processes.");
        var cancellationToken = TestContext.Current.CancellationToken;

        await using var child = await ChildProcess.StartAsync(new ProcessStartInfo("/usr/bin/setpriv", ["--dump"]), cancellationToken);
        await child.WaitForExitAsync(cancellationToken);

        Assert.Matches("Parent death signal: *(SIG)?KILL", child.Output);
    }

    [Fact]
    public async Task Start_FromAThreadThatEnds_LivesOn()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Task<ChildProcess>? start = null;
        var thread = new Thread(() => start = ChildProcess.StartAsync(new ProcessStartInfo("/bin/sleep", ["60"]), cancellationToken));
        thread.Start();
        thread.Join();
        await using var child = await start!; // set by the thread that was joined

        var exit = child.WaitForExitAsync(cancellationToken);
        var first = await Task.WhenAny(exit, Pace.PauseAsync(TimeSpan.FromMilliseconds(500), cancellationToken));

        Assert.NotSame(exit, first);
        Assert.False(child.HasExited);
    }

    [Fact]
    public async Task Start_ProgramMissing_Throws()
    {
        var missing = new ProcessStartInfo("/nonexistent/program");

        var failure = await Assert.ThrowsAsync<FileNotFoundException>(() => ChildProcess.StartAsync(missing, TestContext.Current.CancellationToken));

        Assert.Contains("/nonexistent/program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_RunningServer_FreesItsPort()
    {
        TestServers.SkipUnlessInstalled();
        var cancellationToken = TestContext.Current.CancellationToken;
        var server = await DynaliteServer.StartAsync(cancellationToken);
        using var before = new TcpClient();
        await before.ConnectAsync(server.Endpoint.Host, server.Endpoint.Port, cancellationToken);

        await server.DisposeAsync();

        using var after = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() =>
            after.ConnectAsync(server.Endpoint.Host, server.Endpoint.Port, cancellationToken).AsTask());
    }

    [Fact]
    public async Task StartServer_ProgramDiesAtOnce_TellsItsOutput()
    {
        static ProcessStartInfo Dying(int port) => new("/bin/sh", ["-c", "echo cannot bind; exit 3"]);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            LoopbackServer.StartAsync(TimeProvider.System, Dying, "/", TestContext.Current.CancellationToken));

        Assert.Contains("code 3:\ncannot bind", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReasonFor_MissingPath_NamesThePathAndTheCure()
    {
        var reason = TestServers.ReasonFor(AppContext.BaseDirectory, "/nonexistent/moto_server");

        Assert.Equal("/nonexistent/moto_server is not installed; run: make servers", reason);
    }
}
