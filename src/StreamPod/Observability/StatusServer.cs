using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using KeyspacesStreamer.StreamPod.Faults;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>
/// The HTTP server of metrics, probes and status, on IPv4 and IPv6. A bounded number of connections are served at once, each with a bound on its duration;
/// when there are more, the silent ones of whoever has the most make room, so neither slow nor many clients keep a probe out.
/// </summary>
internal sealed class StatusServer : IAsyncDisposable
{
    /// <summary>Connections at once; one that has said nothing costs its socket, one that speaks up to 8 KiB more.</summary>
    internal const int Places = 256;

    private static readonly TimeSpan LongestExchange = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _clock;
    private readonly StatusPages _pages;
    private readonly PodMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly StatusListener _door;
    private readonly ConcurrentDictionary<StatusConnection, Task> _serving = new();
    private readonly Task _accepting;

    private StatusServer(TimeProvider clock, TcpListener listener, IPodStatus status, PodMetrics metrics, ILogger logger)
    {
        (_clock, _listener, _metrics, _logger) = (clock, listener, metrics, logger);
        (_pages, _door) = (new StatusPages(status, metrics), new StatusListener(clock, Places));
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        logger.StatusServerListening(Port);
        _accepting = AcceptAsync(_stopping.Token);
    }

    /// <summary>The port in use; the one the system chose when 0 was asked for.</summary>
    public int Port { get; }

    /// <exception cref="IOException">The port cannot be used; the message says why and what to change.</exception>
    public static StatusServer Start(TimeProvider clock, int port, IPodStatus status, PodMetrics metrics, ILogger<StatusServer> logger) =>
        new(clock, Listen(port), status, metrics, logger);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_serving.Values);
        _listener.Dispose();
        _stopping.Dispose();
        _logger.StatusServerStopped();
    }

    private static TcpListener Listen(int port)
    {
        var anywhere = Socket.OSSupportsIPv6 ? TryListen(IPAddress.IPv6Any, port, out _) : null;
        SocketException? fault = null;
        return anywhere ?? TryListen(IPAddress.Any, port, out fault)
            ?? throw new IOException($"Port {port} cannot be used for metrics and probes ({fault!.SocketErrorCode}); set pod.port or --port to a free one, or to 0.", fault); // no listener: there is a fault
    }

    private static TcpListener? TryListen(IPAddress address, int port, out SocketException? fault)
    {
        var listener = new TcpListener(address, port);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                listener.Server.DualMode = true;
            }

            listener.Start();
            fault = null;
            return listener;
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            fault = exception;
            return null;
        }
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await TryAcceptAsync(cancellationToken) is { } socket)
                {
                    Serve(await _door.AdmitAsync(socket, cancellationToken), cancellationToken);
                }
                else
                {
                    await Task.Delay(PauseAfterFault, _clock, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private void Serve(StatusConnection visit, CancellationToken cancellationToken)
    {
        var serving = ServeToTheEndAsync(visit, cancellationToken);
        _serving[visit] = serving;
        if (serving.IsCompleted)
        {
            _serving.TryRemove(visit, out _);
        }
    }

    private async Task ServeToTheEndAsync(StatusConnection visit, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await ServeAsync(visit, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server stops
        }
        finally
        {
            _door.Leave(visit);
            _serving.TryRemove(visit, out _);
        }
    }

    private async Task<Socket?> TryAcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _listener.AcceptSocketAsync(cancellationToken);
        }
        catch (SocketException exception)
        {
            _metrics.FaultSeen(FaultStage.Status, FaultKind.Transient);
            _logger.StatusAcceptFailed(exception.Message);
            return null;
        }
    }

    private async Task ServeAsync(StatusConnection visit, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestExchange, _clock);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var exchange = new StatusExchange(visit.Socket);
        try
        {
            if (await exchange.ReadAsync(bounded.Token))
            {
                visit.Hear();
                patience.CancelAfter(LongestExchange);
                await exchange.AnswerAsync(await AnswerAsync(exchange, bounded.Token), bounded.Token);
            }
        }
        catch (Exception exception) when (!visit.IsHeard && IsOver(exception, patience))
        {
            // Whoever said nothing is worth a count and no line: there may be any number.
            _metrics.FaultSeen(FaultStage.Status, FaultKind.Transient);
        }
        catch (Exception exception) when (IsOver(exception, patience))
        {
            _metrics.FaultSeen(FaultStage.Status, FaultKind.Transient);
            _logger.StatusRequestFailed(exchange.Request?.Path ?? "(unreadable)", exchange.Peer, exception.Message);
        }
    }

    private static bool IsOver(Exception exception, CancellationTokenSource patience) =>
        exception is SocketException or IOException or ObjectDisposedException || (exception is OperationCanceledException && patience.IsCancellationRequested);

    /// <summary>A page that fails is a 500 and a counted fault, never the end of the attendant.</summary>
    private async Task<StatusAnswer> AnswerAsync(StatusExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Fault is { } fault)
        {
            return fault;
        }

        try
        {
            return await _pages.AnswerAsync(exchange.Request!, cancellationToken); // no fault: there is a request
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _metrics.FaultSeen(FaultStage.Status, FaultKind.Fatal);
            _logger.StatusRequestFailed(exchange.Request!.Path, exchange.Peer, exception.Message); // as above
            return StatusAnswer.Say(500, "The page could not be made; the log says why.");
        }
    }
}
