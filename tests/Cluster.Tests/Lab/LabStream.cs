using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>One stream of the lab: its namespace, table and bucket, and two roles with what <c>streamer-operator iam</c> prints for it, less what a test takes away.</summary>
/// <param name="stand">The lab.</param>
/// <param name="name">Name of the stream, its namespace, its table and its role.</param>
internal sealed class LabStream(LabStand stand, string name)
{
    public const string Keyspace = "media";

    private const string KeyTemplate = "{keyspace}/{table}/{shardId}-{sequenceNumber}.json";
    private readonly List<string> _lackedActions = [];
    private string _pinnedArn = "";
    private int _verifications;
    private int _workloads;

    public string Name => name;

    public string Role => $"{name}-stream";

    public string Table { get; } = name.Replace('-', '_');

    public string Bucket { get; } = $"bucket-{name}";

    /// <summary>A ServiceAccount of its own with an association, in the place of the annotation.</summary>
    public bool HasAssociation { get; init; }

    /// <summary>Statement that the operator's policy lacks; null for none.</summary>
    public string? OperatorLacks { get; init; }

    /// <summary>Statement that the pods' policy lacks; null for none.</summary>
    public string? PodsLack { get; init; }

    /// <summary>Whether the resource names the stream by its ARN, so that the operator does not ask for the table's latest.</summary>
    public bool IsPinned { get; init; }

    /// <summary>What the statement that was taken away allows.</summary>
    public IReadOnlyList<string> LackedActions => _lackedActions;

    /// <summary>Further members of spec.destination, each after a comma.</summary>
    public string Destination { get; init; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Account => HasAssociation ? $"{name}-pods" : OwnedResourceNames.ServiceAccount(name);

    private string Manifest =>
        $$"""
        apiVersion: keyspaces-streamer.dev/v1alpha1
        kind: KeyspacesCdcStream
        metadata: { name: {{name}}, namespace: {{name}} }
        spec:
          source: { keyspace: {{Keyspace}}, table: {{Table}}{{(IsPinned ? $", streamArn: {_pinnedArn}" : "")}} }
          destination: { bucket: {{Bucket}}, keyTemplate: "{{KeyTemplate}}", rotation: { maxAge: 1s }{{Destination}} }
          pod:
            image: {{LabProcess.Account}}.dkr.ecr.{{LabProcess.Region}}.amazonaws.com/{{name}}:1.2.3
            trustedCertificates: { configMap: company-authority }
            {{(HasAssociation ? $"serviceAccountName: {Account}" : $"roleArn: {LabProcess.RoleArn(Role)}")}}
        """;

    /// <summary>Makes everything that is around the stream, and then the stream.</summary>
    public async Task ApplyAsync()
    {
        await stand.Kubernetes.RequireAsync("create", "namespace", name);
        await stand.Kubernetes.RequireAsync("create", "configmap", "company-authority", "-n", name, $"--from-file=ca.crt={stand.Aws.Authority}");
        await WorkAsync(20, 0);
        _pinnedArn = (await LedgerAsync()).StreamArn;
        await stand.S3.PutBucketAsync(Bucket, Token);
        await stand.AddNamesAsync([Bucket]);
        await MakeRolesAsync();
        await stand.ApplyAsync(name, Manifest);
    }

    /// <summary>Makes changes of rows that no earlier call has touched, so many a second, to their end; as fast as they go with 0.</summary>
    public Task WorkAsync(int count, double rate) =>
        stand.Emulator.WorkAsync(new { keyspace = Keyspace, table = Table, count, rate, shards = 2, seed = ++_workloads }, Token);

    /// <summary>Status, reason and message of a condition, one after the other.</summary>
    public async Task<(string Status, string Reason, string Message)> ConditionAsync(string type)
    {
        var status = JsonNode.Parse(await stand.Kubernetes.RequireAsync("get", "kcs", name, "-n", name, "-o", "json"))?["status"]?["conditions"]?.AsArray() ?? [];
        var found = status.FirstOrDefault(condition => (string?)condition?["type"] == type);
        return ((string?)found?["status"] ?? "", (string?)found?["reason"] ?? "", (string?)found?["message"] ?? "");
    }

    public async Task UntilAsync(string type, string reason, string holding)
    {
        await Phase.UntilAsync(
            $"{type} of {name} is {reason} and names {holding}",
            async () => await ConditionAsync(type) is var found && found.Reason == reason && found.Message.Contains(holding, StringComparison.Ordinal)
                ? null : $"it is {found}; all: {await stand.Kubernetes.RequireAsync("get", "kcs", name, "-n", name, "-o", "jsonpath={.status.conditions}")}",
            Token);
    }

    public Task UntilReadyAsync() => Phase.UntilAsync(
        $"{name} is ready",
        async () => (await ConditionAsync("Ready")).Status == "True" ? null : await stand.Kubernetes.RequireAsync("get", "kcs", name, "-n", name, "-o", "jsonpath={.status.conditions}"),
        Token);

    public async Task UntilCommittedAsync()
    {
        var ledger = await LedgerAsync();
        await Phase.UntilAsync(
            $"{name} has committed everything",
            async () => LeaseRows.WhatIsUncommitted(ledger, await LeaseRows.ScanAsync(stand.DynamoDb, $"keyspaces-streamer-{Keyspace}-{Table}", Token)),
            Token);
    }

    /// <summary>What is wrong with the bucket, by an own reading and by streampod verify under the pods' role.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        var objects = await BucketCopy.FetchBelowAsync(stand.S3, Bucket, $"{Keyspace}/", Token);
        var found = new IndependentReader(await LedgerAsync(), objects).Violations();
        var settings = Path.Combine(stand.Folder, $"{name}-settings.json");
        await File.WriteAllTextAsync(settings, await stand.Kubernetes.RequireAsync("get", "configmap", $"{name}-settings", "-n", name, "-o", "jsonpath={.data.settings\\.json}"), Token);
        var (code, output) = await PodProcess.VerifyWithoutKeysAsync(
            ["--settings", settings, "--deep", "--no-progress"],
            await stand.IdentityAsync($"{name}-verify", name, Account, Role),
            Path.Combine(stand.Folder, $"{name}-verify-{++_verifications}.log"),
            stand.NamesFile,
            Token);
        return code == 0 ? found : [.. found, $"streampod verify ended with code {code}:\n{output}"];
    }

    private async Task<Ledger> LedgerAsync() => Ledger.ParseAll(await stand.Emulator.LedgerAsync(Keyspace, Table, Token))[^1];

    private async Task MakeRolesAsync()
    {
        var stream = StreamManifest.Find(Manifest, name, name)!; // it is the one of the manifest
        var request = new IamRequest(stream, LabProcess.Region, LabProcess.Account, stand.Issuer) { Operator = new NamespacedName(ShippedRights.OperatorNamespace, "keyspaces-streamer-operator") };
        var documents = IamDocuments.Of(request);
        var trust = JsonNode.Parse(documents.TrustPolicy!)!; // an issuer was given
        if (HasAssociation)
        {
            await stand.Kubernetes.RequireAsync("create", "serviceaccount", Account, "-n", name);
            trust["Statement"]!.AsArray().Add(JsonNode.Parse("""{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}"""));
            await stand.AssociateAsync(name, Account, Role);
        }

        await stand.Aws.PutRoleAsync(Role, trust.ToJsonString(), [Without(documents.Policy, PodsLack)], Token);
        await stand.AllowOperatorAsync(Without(documents.OperatorPolicy!, OperatorLacks)); // an operator was given
    }

    /// <summary>The policy without one statement, which it must have had.</summary>
    private string Without(string policy, string? sid)
    {
        var document = JsonNode.Parse(policy)!;
        var statements = document["Statement"]!.AsArray();
        if (sid is not null)
        {
            var lacked = statements.Single(statement => (string?)statement?["Sid"] == sid)!;
            _lackedActions.AddRange(lacked["Action"]!.AsArray().Select(action => (string)action!));
            statements.Remove(lacked);
        }

        return document.ToJsonString();
    }
}
