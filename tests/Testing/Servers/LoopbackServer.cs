using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>A server program on a free port of the loopback interface, started and seen to answer.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(50);

    private readonly ChildProcess _process;

    private LoopbackServer(ChildProcess process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    public int ProcessId => _process.Id;

    /// <summary>What the server printed last, for the message of a failed test.</summary>
    public string Output => _process.Output;

    /// <summary>Starts the program, with the port filled in by <paramref name="command"/>, and waits until a GET of the path has any answer.</summary>
    /// <exception cref="InvalidOperationException">It died three times, or did not answer at all; the message holds its output.</exception>
    public static async Task<LoopbackServer> StartAsync(
        TimeProvider clock, Func<int, ProcessStartInfo> command, string readyPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(command);
        for (var attempt = 1; ; attempt++)
        {
            // Another process may take the port before the server does; then the server dies and gets another port.
            var port = FreePort();
            var endpoint = new Uri($"http://127.0.0.1:{port}");
            var process = await ChildProcess.StartAsync(command(port), cancellationToken);
            try
            {
                await WaitUntilReadyAsync(clock, process, new Uri(endpoint, readyPath), cancellationToken);
                return new LoopbackServer(process, endpoint);
            }
            catch (InvalidOperationException) when (attempt < Attempts && process.HasExited)
            {
                await process.DisposeAsync();
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitUntilReadyAsync(TimeProvider clock, ChildProcess process, Uri address, CancellationToken cancellationToken)
    {
        using var client = LoopbackHttp.Client();
        var began = clock.GetTimestamp();
        while (!await AnswersAsync(client, address, cancellationToken))
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync(cancellationToken); // its last words may still be on the way
                throw new InvalidOperationException($"The server for {address} ended with code {process.ExitCode}:\n{process.Output}");
            }

            if (clock.GetElapsedTime(began) > Phase.Patience)
            {
                throw new InvalidOperationException($"No answer from {address} within {Phase.Patience.TotalSeconds} s:\n{process.Output}");
            }

            await Task.Delay(ProbeInterval, clock, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
