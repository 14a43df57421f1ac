using System.Globalization;
using KeyspacesStreamer.Fleet;

if (args.Length is not (8 or 9))
{
    await Console.Error.WriteLineAsync("usage: fleet OPERATOR KUBECONFIG STREAMS_ENDPOINT DYNAMODB_ENDPOINT S3_ENDPOINT FOLDER STREAMS REST_SECONDS [CONTROL_GROUPS]; benchmarks/operator.sh starts what it needs.");
    return 2;
}

var plan = new FleetPlan
{
    Operator = args[0],
    Kubeconfig = args[1],
    StreamsEndpoint = new Uri(args[2]),
    DynamoDbEndpoint = new Uri(args[3]),
    S3Endpoint = new Uri(args[4]),
    Folder = args[5],
    Streams = int.Parse(args[6], CultureInfo.InvariantCulture),
    ControlGroups = args.ElementAtOrDefault(8),
    Rest = TimeSpan.FromSeconds(int.Parse(args[7], CultureInfo.InvariantCulture)),
};
return await new FleetBenchmark(TimeProvider.System, plan, Console.Out).RunAsync(CancellationToken.None);
