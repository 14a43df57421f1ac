using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>
/// The HTTP server of metrics, probes and status, on IPv4 and IPv6. A fixed number of attendants each serve one connection at a time,
/// with a bound on its duration, so neither slow nor many clients cost the pod more than that.
/// </summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private const int Attendants = 16;
    private static readonly TimeSpan LongestExchange = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _clock;
    private readonly StatusPages _pages;
    private readonly PodMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _attendants;

    private StatusServer(TimeProvider clock, TcpListener listener, IPodStatus status, PodMetrics metrics, ILogger logger)
    {
        (_clock, _listener, _metrics, _logger) = (clock, listener, metrics, logger);
        _pages = new StatusPages(status, metrics);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        logger.StatusServerListening(Port);
        _attendants = [.. Enumerable.Range(0, Attendants).Select(_ => AttendAsync(_stopping.Token))];
    }

    /// <summary>The port in use; the one the system chose when 0 was asked for.</summary>
    public int Port { get; }

    /// <exception cref="IOException">The port cannot be used; the message says why and what to change.</exception>
    public static StatusServer Start(TimeProvider clock, int port, IPodStatus status, PodMetrics metrics, ILogger<StatusServer> logger) =>
        new(clock, Listen(port), status, metrics, logger);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_attendants);
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

    private async Task AttendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                using var connection = await TryAcceptAsync(cancellationToken);
                if (connection is null)
                {
                    await Task.Delay(PauseAfterFault, _clock, cancellationToken);
                }
                else
                {
                    await ServeAsync(connection, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server stops
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
            _metrics.FaultSeen("status", "transient");
            _logger.StatusAcceptFailed(exception.Message);
            return null;
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestExchange, _clock);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var exchange = new StatusExchange(socket);
        try
        {
            if (await exchange.ReadAsync(bounded.Token))
            {
                await exchange.AnswerAsync(await AnswerAsync(exchange, bounded.Token), bounded.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && patience.IsCancellationRequested))
        {
            _metrics.FaultSeen("status", "transient");
            _logger.StatusRequestFailed(exchange.Request?.Path ?? "(unread)", exchange.Peer, exception.Message);
        }
    }

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
            _metrics.FaultSeen("status", "fatal");
            _logger.StatusRequestFailed(exchange.Request!.Path, exchange.Peer, exception.Message); // as above
            return StatusAnswer.Say(500, "The page could not be made; the log says why.");
        }
    }
}
