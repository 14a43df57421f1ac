using KeyspacesStreamer.StreamsEmulator.Control;
using KeyspacesStreamer.StreamsEmulator.Faults;
using KeyspacesStreamer.StreamsEmulator.Readers;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Wire;
using KeyspacesStreamer.StreamsEmulator.Workloads;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KeyspacesStreamer.StreamsEmulator.Hosting;

/// <summary>A running server.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EmulatorServer(WebApplication application)
    {
        _application = application;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Endpoint = new Uri(addresses?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The server has no address."));
    }

    public Uri Endpoint { get; }

    public TableCatalog Catalog => _application.Services.GetRequiredService<TableCatalog>();

    public static async Task<EmulatorServer> StartAsync(
        TimeProvider clock, EmulatorOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("KeyspacesStreamer", options.IsVerbose ? LogLevel.Debug : LogLevel.Information);
        AddParts(builder.Services, clock, options);
        var application = builder.Build();
        application.MapPost("/", application.Services.GetRequiredService<WireEndpoint>().AnswerAsync);
        ControlApi.Map(application);
        await application.StartAsync(cancellationToken);
        return new EmulatorServer(application);
    }

    /// <summary>Waits until the server is told to stop, over the control API or by the token.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, EmulatorOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(options.Address, options.Port);
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(10);
        kestrel.Limits.MaxResponseBufferSize = 256 * 1024;
    }

    private static void AddParts(IServiceCollection services, TimeProvider clock, EmulatorOptions options)
    {
        var random = new Random(options.Seed);
        var seal = new TokenSeal(unchecked((ulong)clock.GetUtcNow().Ticks * 0x9E3779B97F4A7C15UL) ^ (ulong)Environment.ProcessId);
        var catalog = new TableCatalog(clock, new Random(random.Next()), options.Identity, options.Streams);
        var readers = new ReaderWatch(clock, options.Readers);
        var denied = new DeniedKeys(options.Identity);
        var faults = new FaultPlan(options.Seed);
        var tokens = new ListingTokens(clock, seal, options.Wire);
        var counts = new CallCounts();
        foreach (var accessKey in options.DeniedAccessKeys)
        {
            denied.Deny(accessKey, operation: null);
        }

        IWireOperation[] operations =
        [
            new ListStreamsOperation(catalog, tokens),
            new GetStreamOperation(catalog, tokens),
            new GetShardIteratorOperation(clock, catalog, seal, readers),
            new GetRecordsOperation(clock, new Random(random.Next()), catalog, seal, readers, options.Wire),
            new GetTableOperation(catalog),
            new GetTypeOperation(catalog),
        ];
        services.AddSingleton(clock).AddSingleton(catalog).AddSingleton(denied).AddSingleton(faults).AddSingleton(counts)
            .AddSingleton<WorkloadRuns>().AddSingleton<Preload>()
            .AddHostedService<RowExpiry>()
            .AddSingleton(provider => new WireEndpoint(
                clock, options.Identity.Region, operations, denied, faults, counts,
                provider.GetRequiredService<ILogger<WireEndpoint>>()));
    }
}
