using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Commands;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Tests.Verification;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>Runs command lines over stores in memory and a settings file on disk, and keeps what they print.</summary>
internal sealed class CommandFixture : IDisposable
{
    public const string Sound = """
        {"resource":{"name":"media"},"source":{"keyspace":"media","table":"content","region":"eu-west-1"},
         "destination":{"bucket":"keyspaces-data"},"checkpoint":{"table":"leases"},"pod":{"port":7}}
        """;

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public CommandFixture(BucketHistory? history = null)
    {
        (Objects, Leases) = ((history ?? BucketHistory.Sound()).Store(), (history ?? BucketHistory.Sound()).Table());
        WriteSettings(Sound);
    }

    public string SettingsPath { get; } = Path.GetTempFileName();

    public InMemoryObjectStore Objects { get; }

    public InMemoryLeaseTable Leases { get; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public InMemoryStreamSource Stream { get; init; } = new(TimeProvider.System);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public TableSchema Schema { get; init; } = new() { Columns = [new SchemaColumn { Name = "id", Type = "uuid", Kind = ColumnKind.PartitionKey }] };

    public List<(string Table, Uri? Endpoint)> SchemaQuestions { get; } = [];

    public List<(string Table, RunOptions Options)> Runs { get; } = [];

    public Func<CancellationToken, Task<int>> Running { get; set; } = _ => Task.FromResult(0);

    public void WriteSettings(string document) => File.WriteAllText(SettingsPath, document);

    /// <summary>Runs a command line; <c>SETTINGS</c> stands for the path of the settings file.</summary>
    public Task<int> RunAsync(string line, CancellationToken? cancellationToken = null) => CommandLine.RunAsync(
        new CommandContext
        {
            Clock = Clock,
            Random = new Random(1),
            Output = _output,
            Error = _error,
            IsErrorTerminal = false,
            DefaultWorker = "pod-default",
            Run = (settings, options, cancellation) =>
            {
                Runs.Add((settings.Source.Table, options));
                return Running(cancellation);
            },
            OpenObjects = _ => Objects,
            OpenLeases = _ => Leases.OpenAnother(),
            OpenStream = (_, _) => Task.FromResult<IStreamSource>(Stream),
            ReadSchema = (source, endpoint, _) =>
            {
                SchemaQuestions.Add((source.Table, endpoint));
                return Task.FromResult(Schema);
            },
        },
        [.. line.Split(' ').Select(word => word == "SETTINGS" ? SettingsPath : word)],
        cancellationToken ?? TestContext.Current.CancellationToken);

    public void Dispose()
    {
        File.Delete(SettingsPath);
        _output.Dispose();
        _error.Dispose();
    }
}
