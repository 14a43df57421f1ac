using System.CommandLine;
using System.Globalization;
using System.Net;
using KeyspacesStreamer.StreamsEmulator.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>serve: runs the server until SIGTERM, Ctrl+C or the stop verb.</summary>
internal sealed class ServeCommand
{
    private readonly TimeProvider _clock;

    private readonly Option<string> _host = new("--host") { Description = "Address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };

    private readonly Option<int> _port = new("--port") { Description = "Port; 0 takes a free one.", DefaultValueFactory = _ => EndpointOption.DefaultPort };

    private readonly Option<string?> _portFile = new("--port-file") { Description = "File that gets the port once the server listens." };

    private readonly Option<string> _region = new("--region") { Description = "Region of ARNs and signatures.", DefaultValueFactory = _ => "us-east-1" };

    private readonly Option<string> _account = new("--account") { Description = "Account of ARNs.", DefaultValueFactory = _ => "123456789012" };

    private readonly Option<string> _partition = new("--partition") { Description = "Partition of ARNs.", DefaultValueFactory = _ => "aws" };

    private readonly Option<int> _seed = new("--seed") { Description = "Seed of shard names, empty pages and faults.", DefaultValueFactory = _ => 1 };

    private readonly Option<double> _retention = Seconds("--retention", "Seconds until records are trimmed.", 24 * 3600);

    private readonly Option<double> _statusDelay = Seconds("--status-delay", "Seconds a stream is ENABLING or DISABLING.", 0);

    private readonly Option<double> _expiryDelay = Seconds("--expiry-delay", "Seconds between the end of a time to live and its TTL record; the service takes up to ten days.", 0);

    private readonly Option<bool> _withoutPositions = new("--without-positions") { Description = "Pages do not tell AT_TIP or BEHIND_TIP, as servers before June 2026." };

    private readonly Option<double> _iteratorLifetime = Seconds("--iterator-lifetime", "Seconds a shard iterator works.", 15 * 60);

    private readonly Option<double> _tokenLifetime = Seconds("--token-lifetime", "Seconds a next token works.", 15 * 60);

    private readonly Option<long> _pageBytes = new("--page-bytes") { Description = "Bytes a page of records holds at most.", DefaultValueFactory = _ => 1024 * 1024 };

    private readonly Option<double> _emptyPages = new("--empty-pages") { Description = "Chance of an empty page BEHIND_TIP, 0 to 1.", DefaultValueFactory = _ => 0.02 };

    private readonly Option<int> _mostReaders = new("--max-readers") { Description = "Readers of one shard before throttling; 0 for no limit.", DefaultValueFactory = _ => 2 };

    private readonly Option<double> _readerWindow = Seconds("--reader-window", "Seconds a reader counts after its last call.", 5);

    private readonly Option<string[]> _deny = new("--deny") { Description = "Access key that is refused everything; repeatable." };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log each call." };

    private ServeCommand(TimeProvider clock) => _clock = clock;

    public static Command Create(TimeProvider clock)
    {
        var serve = new ServeCommand(clock);
        var command = new Command("serve", "Run the emulator.")
        {
            serve._host, serve._port, serve._portFile, serve._region, serve._account, serve._partition, serve._seed, serve._retention,
            serve._statusDelay, serve._iteratorLifetime, serve._tokenLifetime, serve._pageBytes, serve._emptyPages, serve._mostReaders,
            serve._readerWindow, serve._expiryDelay, serve._withoutPositions, serve._deny, serve._verbose,
        };
        command.SetAction(serve.RunAsync);
        return command;
    }

    private static Option<double> Seconds(string name, string description, double defaultValue) =>
        new(name) { Description = description, DefaultValueFactory = _ => defaultValue };

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var server = await EmulatorServer.StartAsync(_clock, Options(parsed), cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"Listening on {server.Endpoint.GetLeftPart(UriPartial.Authority)}");
        await parsed.InvocationConfiguration.Output.FlushAsync(cancellationToken);
        if (parsed.GetValue(_portFile) is { } file)
        {
            await WritePortAsync(file, server.Endpoint.Port, cancellationToken);
        }

        await server.WaitAsync(cancellationToken);
        return 0;
    }

    /// <summary>The file appears whole, so whoever waits for it never reads half a port.</summary>
    private static async Task WritePortAsync(string file, int port, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(file + ".new", port.ToString(CultureInfo.InvariantCulture), cancellationToken);
        File.Move(file + ".new", file, overwrite: true);
    }

    private EmulatorOptions Options(ParseResult parsed) => new()
    {
        Address = IPAddress.Parse(parsed.GetRequiredValue(_host)),
        Port = parsed.GetValue(_port),
        Seed = parsed.GetValue(_seed),
        Identity = new(parsed.GetRequiredValue(_partition), parsed.GetRequiredValue(_region), parsed.GetRequiredValue(_account)),
        Streams = new()
        {
            Retention = TimeSpan.FromSeconds(parsed.GetValue(_retention)),
            StatusDelay = TimeSpan.FromSeconds(parsed.GetValue(_statusDelay)),
            ExpiryDelay = TimeSpan.FromSeconds(parsed.GetValue(_expiryDelay)),
        },
        Wire = new()
        {
            IteratorLifetime = TimeSpan.FromSeconds(parsed.GetValue(_iteratorLifetime)),
            TokenLifetime = TimeSpan.FromSeconds(parsed.GetValue(_tokenLifetime)),
            PageBytes = parsed.GetValue(_pageBytes),
            Positions = !parsed.GetValue(_withoutPositions),
            EmptyPages = parsed.GetValue(_emptyPages),
        },
        Readers = new()
        {
            MostReaders = parsed.GetValue(_mostReaders), Window = TimeSpan.FromSeconds(parsed.GetValue(_readerWindow)),
        },
        DeniedAccessKeys = parsed.GetValue(_deny) ?? [],
        IsVerbose = parsed.GetValue(_verbose),
    };
}
