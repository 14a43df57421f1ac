using Microsoft.Extensions.Hosting;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Keeps the web host's hands off the process's signals: when it stops is decided elsewhere.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
