using System.Globalization;
using System.Net;
using System.Text.Json;
using KeyspacesStreamer.Infrastructure.Tests.Provider;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

[assembly: AssemblyFixture(typeof(ProviderServer))]

namespace KeyspacesStreamer.Infrastructure.Tests.Provider;

/// <summary>The stub provider on a loopback port, for all tests of the assembly.</summary>
public sealed class ProviderServer : IAsyncLifetime
{
    private WebApplication? _server;

    /// <summary>For TF_REATTACH_PROVIDERS: Terraform calls this process instead of starting a provider.</summary>
    public string Reattach { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.MapGrpcService<StubProvider>();
        await _server.StartAsync(TestContext.Current.CancellationToken);
        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses; // the server has started
        var port = new Uri(addresses.Single()).Port.ToString(CultureInfo.InvariantCulture);
        Reattach = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["registry.terraform.io/hashicorp/aws"] = new
            {
                Protocol = "grpc",
                ProtocolVersion = 5,
                Pid = Environment.ProcessId,
                Test = true, // not Terraform's to end
                Addr = new { Network = "tcp", String = $"127.0.0.1:{port}" },
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
