using System.Globalization;
using Amazon.S3;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Objects.S3;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>
/// Records per second of processor time from the stream to S3: the way objects are sent today, the way they were sent before, and as the limit a pod
/// that copies each object once and sends nothing. Beside them the yardstick: a bare loop that moves the same pages to the same store with the same clients. All four read
/// the same pages in the same run, in turn, so that a busy machine disturbs them alike.
/// </summary>
internal sealed class PutBenchmark(TimeProvider clock, TextWriter report, Uri streams, Uri s3, string folder)
{
    private const string Region = "us-east-1";
    private const string Bucket = "bench";
    private const int WarmUps = 2;

    private readonly StreamSettings _settings = new()
    {
        Resource = new ResourceSettings { Name = "bench" },
        Source = new SourceSettings { Keyspace = "media", Table = "media_content", Region = Region, Endpoint = streams },
        Destination = new DestinationSettings { Bucket = Bucket, KeyTemplate = "{table}/{yyyy}/{shardId}/{sequenceNumber}.json", Rotation = new RotationSettings { MaxAge = TimeSpan.FromSeconds(1) } },
        Checkpoint = new CheckpointSettings { Table = "leases" },
    };

    public async Task RunAsync(long records, int rounds, CancellationToken cancellationToken)
    {
        var pod = new MeasuredPod(clock, _settings, folder);
        var loop = new BareLoop(_settings);
        var (former, today, limit, bare) = (new double[rounds], new double[rounds], new double[rounds], new double[rounds]);
        // The first rounds compile everything and are not counted.
        for (var round = -WarmUps; round < rounds; round++)
        {
            var old = await ToS3Async(new FormerS3Client(Region, s3), RunPodAsync, cancellationToken);
            var current = await ToS3Async(S3Clients.Create(Region, s3), RunPodAsync, cancellationToken);
            await using var copying = new CopyingStore();
            var copied = await RunPodAsync(copying);
            var looped = await ToS3Async(S3Clients.Create(Region, s3), store => loop.RunAsync(store, records, cancellationToken), cancellationToken);
            if (round < 0)
            {
                continue;
            }

            (former[round], today[round], limit[round], bare[round]) = (Rate(records, old), Rate(records, current), Rate(records, copied), Rate(records, looped));
            await report.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"put, round {round + 1}: {today[round]:N0} records per processor second, before {former[round]:N0}, limit {limit[round]:N0}, bare loop {bare[round]:N0}"));
        }

        await report.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"put: {Middle(today):N0} records per processor second, before {Middle(former):N0}: ratio {MiddleRatio(today, former):F2}; {MiddleRatio(today, limit):F2} of what is possible without sending ({Middle(limit):N0})"));
        await report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"yardstick: {MiddleRatio(today, bare):F2} of a bare loop ({Middle(bare):N0})"));

        async Task<TimeSpan> RunPodAsync(IObjectStore store) => (await pod.RunAsync(store, records, cancellationToken)).Processor;
    }

    private async Task<TimeSpan> ToS3Async(IAmazonS3 client, Func<IObjectStore, Task<TimeSpan>> run, CancellationToken cancellationToken)
    {
        await ResetAsync(cancellationToken);
        await using IObjectStore store = new S3ObjectStore(clock, new Random(3), client, _settings.Destination, Region);
        return await run(store);
    }

    /// <summary>The server keeps everything in memory; each run begins with an empty bucket.</summary>
    private async Task ResetAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var reset = await http.PostAsync(new Uri(s3, "/moto-api/reset"), content: null, cancellationToken);
        reset.EnsureSuccessStatusCode();
        using var client = S3Clients.Create(Region, s3);
        await client.PutBucketAsync(Bucket, cancellationToken);
    }

    private static double Rate(long records, TimeSpan processor) => records / processor.TotalSeconds;

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static double MiddleRatio(double[] above, double[] below) => Middle([.. above.Zip(below, (upper, lower) => upper / lower)]);
}
