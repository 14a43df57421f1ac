using System.Collections.Concurrent;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Integration.Tests.Faults;

/// <summary>Stands between the pods and a service and makes requests fail by a seed, in ways a network and a service really fail.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly ProxyFault[] Kinds = Enum.GetValues<ProxyFault>();
    private static readonly ProxyFault[] OutageKinds = [ProxyFault.Refused, ProxyFault.ResetBefore];
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly IFaultDialect _dialect;
    private readonly Backend _backend;
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<ProxyFault, int> _struck = new();
    private readonly ConcurrentDictionary<string, int> _signers = new(StringComparer.Ordinal);
    private int _outages;
    private int _underWay;

    private FaultProxy(Uri backend, IFaultDialect dialect, int seed, WebApplication application)
    {
        (_random, _dialect, _backend, _application) = (new Random(seed), dialect, new Backend(backend), application);
        application.Run(HandleAsync);
    }

    /// <summary>Chance of a request to meet a fault, 0 to 1.</summary>
    public double Chance { get; set; }

    public Uri Endpoint => new(_application.Urls.Single());

    public IReadOnlyCollection<PutEntry> Puts => _backend.Puts;

    /// <summary>PUTs of objects that the same shard had written before.</summary>
    public int RepeatedPuts => _backend.RepeatedPuts;

    /// <summary>The access keys that signed requests, each once.</summary>
    public IReadOnlyCollection<string> Signers => [.. _signers.Keys];

    /// <summary>How often each fault struck.</summary>
    public IReadOnlyDictionary<ProxyFault, int> Struck => _struck;

    public static async Task<FaultProxy> StartAsync(Uri backend, IFaultDialect dialect, int seed, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        var proxy = new FaultProxy(backend, dialect, seed, builder.Build());
        await proxy._application.StartAsync(cancellationToken);
        return proxy;
    }

    /// <summary>Nothing reaches the service until something is over.</summary>
    public async Task FailUntilAsync(Func<Task> isOver)
    {
        Interlocked.Increment(ref _outages);
        try
        {
            await isOver();
        }
        finally
        {
            Interlocked.Decrement(ref _outages);
        }
    }

    /// <summary>Waits until so many more requests have failed.</summary>
    public async Task UntilStruckAsync(int times, CancellationToken cancellationToken)
    {
        var before = _struck.Values.Sum();
        await Phase.UntilAsync(
            $"{times} requests fail", () => Task.FromResult(_struck.Values.Sum() - before is var failed && failed >= times ? null : $"{failed} failed"), cancellationToken);
    }

    /// <summary>Ends the faults and waits for requests that are still stuck on their way.</summary>
    public async Task CalmAsync(CancellationToken cancellationToken)
    {
        Chance = 0;
        await Phase.UntilAsync(
            "late requests arrive",
            () => Task.FromResult(Volatile.Read(ref _underWay) is var left and > 0 ? $"{left} are under way" : null),
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _backend.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ReceivedRequest.OfAsync(context);
        if (request.Signer is { } signer)
        {
            _signers.AddOrUpdate(signer, 1, (_, count) => count + 1);
        }

        var (fault, dice) = Draw();
        if (fault is { } kind)
        {
            _struck.AddOrUpdate(kind, 1, (_, count) => count + 1);
        }

        switch (fault)
        {
            case null:
                await (await _backend.DoAsync(request)).WriteAsync(context, isCut: false);
                break;
            case ProxyFault.Refused:
                var (status, body) = _dialect.Refusal(request.Method, dice);
                context.Response.StatusCode = status;
                context.Response.ContentType = _dialect.ContentType;
                await context.Response.WriteAsync(request.Method == "HEAD" ? "" : body, context.RequestAborted);
                break;
            case ProxyFault.ResetBefore:
                context.Abort();
                break;
            case ProxyFault.ResetAfter:
                await _backend.DoAsync(request);
                context.Abort();
                break;
            case ProxyFault.Late:
                context.Abort();
                await DoLateAsync(request, TimeSpan.FromMilliseconds(dice % 1500));
                break;
            case ProxyFault.Twice:
                await _backend.DoAsync(request);
                await (await _backend.DoAsync(request)).WriteAsync(context, isCut: false);
                break;
            case ProxyFault.CutBody:
                await (await _backend.DoAsync(request)).WriteAsync(context, isCut: true);
                break;
            case ProxyFault.Slow:
                await Pace.PauseAsync(TimeSpan.FromMilliseconds(dice % 700), CancellationToken.None);
                await (await _backend.DoAsync(request)).WriteAsync(context, isCut: false);
                break;
            default:
                throw new InvalidOperationException($"Fault {fault} has no meaning.");
        }
    }

    private async Task DoLateAsync(ReceivedRequest request, TimeSpan delay)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await Pace.PauseAsync(delay, CancellationToken.None);
            await _backend.DoAsync(request);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private (ProxyFault? Fault, int Dice) Draw()
    {
        lock (_gate)
        {
            return Volatile.Read(ref _outages) > 0 ? (OutageKinds[_random.Next(OutageKinds.Length)], _random.Next(1 << 20))
                : _random.NextDouble() < Chance ? (Kinds[_random.Next(Kinds.Length)], _random.Next(1 << 20))
                : (null, 0);
        }
    }
}
