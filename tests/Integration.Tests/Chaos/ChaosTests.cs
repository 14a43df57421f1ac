using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Chaos;

/// <summary>Exactly once through everything that goes wrong at the same time. CHAOS_SEED=N repeats a seed, CHAOS_SEEDS=N runs that many.</summary>
public sealed class ChaosTests(AwsServers servers, ITestOutputHelper output)
{
    private static readonly int[] Fixed = [1, 2];

    /// <summary>The seeds of this run: two that are always the same and one that nobody chose, unless the environment says otherwise.</summary>
    public static TheoryData<int> Seeds => [.. TestEnvironment.ChaosSeed is { } one ? [one]
        : TestEnvironment.ChaosSeeds is { } count ? Enumerable.Range(TestEnvironment.AnySeed, count)
        : Fixed.Append(TestEnvironment.AnySeed)];

    /// <summary>Of each format of rows the seed that nobody chose, unless the environment says otherwise.</summary>
    public static TheoryData<int, string> SeedsOfRows => [.. new[] { "Parquet", "Avro" }.SelectMany(format => RowSeeds.Select(seed => (seed, format)))];

    private static IEnumerable<int> RowSeeds => TestEnvironment.ChaosSeed is { } one ? [one] : Enumerable.Range(TestEnvironment.AnySeed, TestEnvironment.ChaosSeeds ?? 1);

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public Task ThreePods_FaultsKillsAndPauses_WriteEveryRecordExactlyOnce(int seed) =>
        RunAsync($"chaos-{seed}", seed, rowReader: null, settings => settings["destination"]!["rotation"]!["maxRecords"] = 40);

    [Theory]
    [MemberData(nameof(SeedsOfRows), DisableDiscoveryEnumeration = true)]
    public Task ThreePodsOfRows_FaultsKillsAndPauses_WriteEveryRecordExactlyOnce(int seed, string format)
    {
        ForeignReaders.SkipUnlessInstalled();
        return RunAsync($"chaos-{format}-{seed}", seed, format == "Avro" ? "avro" : "duckdb", settings =>
        {
            settings["source"]!["schema"] = JsonNode.Parse(FlatRows.Schema);
            (settings["destination"]!["format"], settings["destination"]!["record"]) = (format, "Flat");
            settings["destination"]!["rotation"]!["maxRecords"] = 40;
        });
    }

    private async Task RunAsync(string name, int seed, string? rowReader, Action<JsonObject> adjust)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var order = new StandOrder { Name = name, Seed = seed, EmulatorArguments = ["--empty-pages", "0.05", "--max-readers", "0"], RowReader = rowReader, Adjust = adjust };
        await using var stand = await TestStand.StartAsync(servers, order, cancellationToken);
        var run = new ChaosRun(stand, seed);
        string? problem = null;
        try
        {
            var violations = await run.RunAsync(cancellationToken);
            problem = violations.Count > 0 ? string.Join('\n', violations) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problem = exception.ToString();
        }

        var faults = $"S3 {Show(stand.S3Proxy.Struck)}; DynamoDB {Show(stand.DynamoDbProxy.Struck)}";
        output.WriteLine($"{name}: {stand.Pods.Count} pods. {run.Story}. {faults}.");
        Assert.True(problem is null, $"Seed {seed} (CHAOS_SEED={seed} repeats it), logs in {stand.Folder}:\n{problem}");
    }

    private static string Show<T>(IReadOnlyDictionary<T, int> struck)
        where T : notnull => string.Join(" ", struck.OrderBy(pair => $"{pair.Key}", StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));
}
