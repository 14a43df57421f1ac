using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>A stream in a namespace of its own, for an operator of its own. Its pods wait for a node that never comes.</summary>
/// <param name="stand">Where.</param>
/// <param name="name">Name of the stream, its namespace, table and operators.</param>
internal sealed class QuietStream(OperatorStand stand, string name)
{
    private const string Writes = "rest_client_requests_total";
    private const string Last = "NoFargateProfile";
    private const string Reconciles = "controller_runtime_reconcile_total";

    public string Space { get; private set; } = "";

    public string Name => name;

    public string Deployment => $"deploy {name}-stream";

    public string Settings => $"cm {name}-settings";

    /// <summary>What was applied.</summary>
    public string Manifest { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts an operator for this namespace alone: what other tests left elsewhere is none of its business.</summary>
    public Task<OperatorProcess> StartOperatorAsync() => stand.StartOperatorAsync(
        name,
        new Dictionary<string, string>
        {
            ["WATCH_NAMESPACES"] = Space, ["LEADER_ELECTION"] = "false", ["AWS_ENDPOINT_URL_DYNAMODB"] = stand.DynamoDbEndpoint.ToString(), ["AWS_ENDPOINT_URL_S3"] = stand.S3Endpoint.ToString(),
        });

    /// <summary>Makes the namespace, and the table if it has one.</summary>
    public async Task PrepareAsync(bool hasTable = true)
    {
        Space = await stand.SpaceAsync(name);
        if (hasTable)
        {
            await stand.TableAsync("quiet", name.Replace('-', '_'));
        }
    }

    /// <param name="more">Further lines of the spec, each indented by two blanks.</param>
    public async Task ApplyAsync(string more = "")
    {
        Manifest = stand.Manifest(name, "quiet", name.Replace('-', '_'), more);
        await stand.ApplyAsync(Space, Manifest);
    }

    /// <summary>Waits until all objects are made and the pods wait for a node.</summary>
    public Task UntilPendingAsync() => Phase.UntilAsync(
        $"pods of {name} wait for a node",
        async () => await stand.ReasonAsync(Space, name, "WorkloadReady") is "PodsPending" or Last ? null : await GetAsync($"kcs {name}", "{.status.conditions}"),
        Token);

    /// <summary>Waits until a suspended stream has all its objects: nothing more happens to it.</summary>
    public async Task UntilSuspendedAsync()
    {
        await stand.UntilReasonAsync(Space, name, "WorkloadReady", "ScaledToZero");
        // The last that the Deployment says of its pods is repeated in the stream's status.
        await Phase.UntilAsync(
            $"{name} says that it has no pods",
            async () => await GetAsync(Deployment, "{.status.replicas}") + await GetAsync($"kcs {name}", "{.status.replicas}") is "" or "0" ? null : await GetAsync($"kcs {name}", "{.status}"),
            Token);
    }

    public Task<string> GetAsync(string what, string jsonPath) => stand.GetAsync(Space, what, jsonPath);

    /// <summary>Runs kubectl in the namespace and fails when it does.</summary>
    public Task<string> RunAsync(params string[] arguments) => stand.Kubernetes.RequireAsync([.. arguments, "-n", Space]);

    /// <summary>Version and generation of the stream and of all that was made for it, one line each.</summary>
    public Task<string> VersionsAsync() => RunAsync(
        "get", "kcs,deploy,cm,svc,sa,pdb", "-o", "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.uid} {.metadata.generation} {.metadata.resourceVersion}{'\\n'}{end}");

    public async Task<JsonNode> DocumentAsync(string what) =>
        JsonNode.Parse(await RunAsync(["get", .. what.Split(' '), "-o", "json", "--show-managed-fields"]))!; // kubectl writes an object

    /// <summary>How often the operator has written to the API server, or tried to.</summary>
    public static async Task<double> WritesOfAsync(OperatorProcess running)
    {
        var sum = 0.0;
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" })
        {
            sum += await running.MetricAsync(Writes, $"method=\"{method}\"", Token);
        }

        return sum;
    }

    /// <summary>Waits until the operator has looked at the stream so many times more.</summary>
    public static async Task UntilLookedAtAsync(OperatorProcess running, int times)
    {
        var before = await running.MetricAsync(Reconciles, "", Token);
        await Phase.UntilAsync(
            $"{times} more reconciles",
            async () => await running.MetricAsync(Reconciles, "", Token) is var now && now >= before + times ? null : $"{now - before} reconciles",
            Token);
    }
}
