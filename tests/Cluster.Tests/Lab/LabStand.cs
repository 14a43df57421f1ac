using System.Text;
using Amazon.DynamoDBv2;
using Amazon.S3;
using KeyspacesStreamer.Cluster.Tests.Operators;
using KeyspacesStreamer.Cluster.Tests.Operators.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Cluster;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Servers;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>
/// A cluster as on EKS: its tokens are good for roles, a webhook gives pods what their ServiceAccount is prepared, and AWS is found under its own names alone. Operator and
/// pods have no key and no endpoint.
/// </summary>
public sealed class LabStand : IAsyncLifetime
{
    /// <summary>The SDK fetches credentials again when less than 16 minutes are left: these are used for ten seconds.</summary>
    private const int SessionSeconds = 970;

    internal const string OperatorRole = "keyspaces-streamer-operator";

    private readonly AwsServers _servers = new() { Account = LabProcess.Account };
    private readonly string _folder = RepositoryRoot.PathOf("artifacts", "cluster", "lab");
    private readonly List<string> _operatorPolicies = [];
    private readonly List<(string Namespace, string ServiceAccount, string Role)> _associations = [];
    private readonly SemaphoreSlim _roles = new(1);
    private ShippedRights? _rights;
    private EmulatorProcess? _emulator;
    private ProcessNode? _node;
    private OperatorProcess? _operator;
    private Kubernetes? _client;
    private string _trustOfOperator = "";

    internal DefinedCluster Kubernetes { get; } = new(ClusterParts.Controllers, isOfAws: true);

    internal LabProcess Aws { get; } = new(RepositoryRoot.PathOf("artifacts", "cluster", "lab", "aws"));

    internal EmulatorProcess Emulator => _emulator ?? throw NotStarted();

    internal AmazonDynamoDBClient DynamoDb { get; private set; } = null!; // set at the start

    internal AmazonS3Client S3 { get; private set; } = null!; // set at the start

    /// <summary>What operator and pods find as /etc/hosts.</summary>
    internal string NamesFile => Path.Combine(_folder, "hosts");

    internal string Folder => _folder;

    /// <summary>The cluster's issuer of tokens, without its scheme.</summary>
    internal string Issuer { get; private set; } = "";

    /// <summary>Why this cannot run here; null when it can.</summary>
    internal static string? Obstacle => !TestServers.IsInstalled ? "The test servers are not installed: make servers." : Environment.IsPrivilegedProcess ? null : "AWS's names lead to port 443 and need a file of hosts for some processes alone: root.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Kubernetes Client => _client ?? throw NotStarted();

    public async ValueTask InitializeAsync()
    {
        if (Obstacle is not null)
        {
            return;
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(_folder);
        await _servers.InitializeAsync();
        await Kubernetes.InitializeAsync();
        _rights = await ShippedRights.GrantAsync(Kubernetes, RightsScope.Cluster, "default", new AskedRequests(), Token);
        _client = ClusterConnection.Open(_ => null, Kubernetes.Cluster.Kubeconfig, new AskedRequests());
        _emulator = await EmulatorProcess.StartAsync(_folder, ["--seed", "1", "--account", LabProcess.Account, "--region", LabProcess.Region], Token);
        (DynamoDb, S3) = (LeaseRows.Client(_servers.DynamoDbEndpoint), BucketCopy.Client(_servers.S3Endpoint));
        await File.WriteAllTextAsync(NamesFile, "127.0.0.1 localhost\n", Token);
        await StartAwsAsync();
        await AddNamesAsync([]);
        await Kubernetes.KubectlAsync(["apply", "-f", "-"], Webhook(await File.ReadAllTextAsync(Aws.Authority, Token)));
        _node = await ProcessNode.StartAsync("node-of-the-lab", Kubernetes.Cluster.Kubeconfig, Path.Combine(_folder, "pods"), NamesFile, Token);
        _trustOfOperator = Operator.Aws.Policies.TrustPolicy.Of(Issuer, LabProcess.Region, LabProcess.Account, ShippedRights.OperatorNamespace, "keyspaces-streamer-operator");
        await Aws.PutRoleAsync(OperatorRole, _trustOfOperator, [], Token);
        await StartOperatorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_node?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_operator?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Aws.DisposeAsync();
        await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_rights?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Kubernetes.DisposeAsync();
        await _servers.DisposeAsync();
        _client?.Dispose();
        DynamoDb?.Dispose();
        S3?.Dispose();
        _roles.Dispose();
    }

    /// <summary>Adds what the operator needs for a stream to its role.</summary>
    internal async Task AllowOperatorAsync(string policy)
    {
        await _roles.WaitAsync(Token);
        try
        {
            _operatorPolicies.Add(policy);
            await Aws.PutRoleAsync(OperatorRole, _trustOfOperator, _operatorPolicies, Token);
        }
        finally
        {
            _roles.Release();
        }
    }

    internal async Task AssociateAsync(string space, string serviceAccount, string role)
    {
        _associations.Add((space, serviceAccount, role));
        await Aws.PutAssociationsAsync(_associations, Token);
    }

    /// <summary>More names that lead to AWS: those of buckets.</summary>
    internal Task AddNamesAsync(IEnumerable<string> buckets) => File.AppendAllTextAsync(
        NamesFile,
        string.Concat(FixedNames.Concat(buckets.Select(bucket => $"{bucket}.s3.{LabProcess.Region}.amazonaws.com")).Select(name => $"{LabProcess.Address} {name}\n")),
        Token);

    /// <summary>What the webhook gives a pod with this ServiceAccount and the annotation, for a program that is no pod.</summary>
    internal async Task<Dictionary<string, string>> IdentityAsync(string name, string space, string serviceAccount, string role)
    {
        var request = new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = ["sts.amazonaws.com"], ExpirationSeconds = 7200 } };
        var made = await Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, serviceAccount, space, cancellationToken: Token);
        var file = Path.Combine(_folder, $"{name}.token");
        await File.WriteAllTextAsync(file, made.Status.Token, Token);
        return new Dictionary<string, string>
        {
            ["AWS_REGION"] = LabProcess.Region, ["AWS_DEFAULT_REGION"] = LabProcess.Region, ["AWS_STS_REGIONAL_ENDPOINTS"] = "regional",
            ["AWS_ROLE_ARN"] = LabProcess.RoleArn(role), ["AWS_WEB_IDENTITY_TOKEN_FILE"] = file, ["SSL_CERT_FILE"] = Aws.Authority, ["SSL_CERT_DIR"] = "/etc/ssl/certs",
        };
    }

    internal async Task ApplyAsync(string space, string manifest)
    {
        var answer = await Kubernetes.KubectlAsync(["apply", "-n", space, "-f", "-"], manifest);
        Assert.True(answer.Code == 0, answer.Text);
    }

    private static IEnumerable<string> FixedNames =>
    [
        $"cassandra-streams.{LabProcess.Region}.api.aws", $"cassandra.{LabProcess.Region}.api.aws", $"cassandra.{LabProcess.Region}.amazonaws.com", $"s3.{LabProcess.Region}.amazonaws.com",
        $"dynamodb.{LabProcess.Region}.amazonaws.com", $"{LabProcess.Account}.ddb.{LabProcess.Region}.amazonaws.com", $"sts.{LabProcess.Region}.amazonaws.com", $"api.ecr.{LabProcess.Region}.amazonaws.com",
    ];

    private async Task StartAwsAsync()
    {
        var keys = Path.Combine(_folder, "jwks.json");
        await File.WriteAllTextAsync(keys, await Kubernetes.RequireAsync("get", "--raw", "/openid/v1/jwks"), Token);
        using var issuer = System.Text.Json.JsonDocument.Parse(await Kubernetes.RequireAsync("get", "--raw", "/.well-known/openid-configuration"));
        var url = issuer.RootElement.GetProperty("issuer").GetString() ?? "";
        Issuer = url["https://".Length..];
        var admin = (await KubernetesClientConfiguration.LoadKubeConfigAsync(new FileInfo(Kubernetes.Cluster.Kubeconfig))).Clusters.First().ClusterEndpoint;
        var access = KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubernetes.Cluster.Kubeconfig);
        await Aws.StartAsync(
            [
                "--streams", Address(Emulator.Endpoint), "--s3", Address(_servers.S3Endpoint), "--dynamodb", Address(_servers.DynamoDbEndpoint), "--issuer", url, "--jwks", keys,
                "--session-seconds", $"{SessionSeconds}", "--api-server", admin.Server,
                "--api-ca", await PemAsync("api-ca", admin.CertificateAuthorityData), "--api-cert", await PemAsync("api-cert", access.ClientCertificateData), "--api-key", await PemAsync("api-key", access.ClientCertificateKeyData),
            ],
            Token);
    }

    private async Task<string> PemAsync(string name, string base64)
    {
        var file = Path.Combine(_folder, $"{name}.pem");
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(base64), Token);
        return file;
    }

    private async Task StartOperatorAsync()
    {
        var environment = await IdentityAsync("operator", ShippedRights.OperatorNamespace, "keyspaces-streamer-operator", OperatorRole);
        environment["KUBECONFIG"] = _rights!.Kubeconfig; // granted before
        environment["POD_NAME"] = "operator";
        environment["POD_NAMESPACE"] = ShippedRights.OperatorNamespace;
        environment["STREAMER_IMAGE"] = $"{LabProcess.Account}.dkr.ecr.{LabProcess.Region}.amazonaws.com/streampod:1.2.3";
        environment["STATUS_PORT"] = "0";
        _operator = await OperatorProcess.StartWithoutKeysAsync("operator", Path.Combine(_folder, "operator.log"), environment, NamesFile, Token);
        await _operator.UntilReadyAsync(Token);
    }

    private static string Address(Uri endpoint) => endpoint.ToString().TrimEnd('/');

    private static string Webhook(string authority) =>
        $$"""
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: { name: pod-identity-webhook }
        webhooks:
        - name: pod-identity-webhook.amazonaws.com
          clientConfig: { url: "https://{{LabProcess.Address}}/mutate-pods", caBundle: {{Convert.ToBase64String(Encoding.ASCII.GetBytes(authority))}} }
          rules: [{ operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods] }]
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
        """;

    private static InvalidOperationException NotStarted() => new("The lab was not started.");
}
