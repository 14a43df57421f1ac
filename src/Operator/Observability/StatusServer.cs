using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>The HTTP server of metrics and probes: Kestrel with these pages, no configuration and no signals of its own.</summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private const int MostConnections = 128;
    private const int MostHeadBytes = 8 * 1024;
    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDeregistration = TimeSpan.FromSeconds(1);

    private readonly WebApplication _web;

    private StatusServer(WebApplication web, int port) => (_web, Port) = (web, port);

    /// <summary>The port in use; the one the system chose when 0 was asked for.</summary>
    public int Port { get; }

    /// <exception cref="IOException">The port cannot be used; the message says why and what to change.</exception>
    public static async Task<StatusServer> StartAsync(int port, StatusPages pages, ILogger<StatusServer> logger, CancellationToken cancellationToken)
    {
        var door = new StatusListener(MostConnections);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = MostHeadBytes;
            kestrel.Limits.MaxRequestLineSize = MostHeadBytes;
            kestrel.Limits.MaxRequestBufferSize = MostHeadBytes;
            kestrel.Limits.RequestHeadersTimeout = LongestHead;
            kestrel.Limits.KeepAliveTimeout = LongestRest;
            kestrel.ListenAnyIP(port, listen => listen.Use(next => connection => door.GuardAsync(connection, next)));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestDeregistration);
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        var web = builder.Build();
        web.Run(async context =>
        {
            door.Mark(context.Connection.Id, isAnswered: true);
            try
            {
                await pages.AnswerAsync(context);
            }
            finally
            {
                door.Mark(context.Connection.Id, isAnswered: false);
            }
        });
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException problem)
        {
            await web.DisposeAsync();
            throw new IOException($"Port {port} cannot be used for metrics and probes: {problem.Message} Set STATUS_PORT to a free one, or to 0.", problem);
        }

        var chosen = new Uri(web.Urls.First()).Port;
        logger.StatusServerListening(chosen);
        return new StatusServer(web, chosen);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }
}
