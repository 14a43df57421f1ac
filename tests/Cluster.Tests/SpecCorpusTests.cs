using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing.Specs;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>A real API server judges every document of the corpus as it says; the settings are asked the same in tests/StreamPod.Tests.</summary>
[Collection(ClusterCollection.Name)]
public sealed class SpecCorpusTests : IDisposable
{
    private readonly Kubernetes _client;
    private readonly ApiRequests _requests;

    public SpecCorpusTests(DefinedCluster cluster)
    {
        _client = ClusterConnection.Open(_ => null, cluster.Cluster.Kubeconfig, new AskedRequests());
        _requests = new ApiRequests(TimeProvider.System, _client);
    }

    [Fact]
    public async Task Definition_TakesAndRefusesWhatTheCorpusSays()
    {
        var disagreements = new List<string>();
        foreach (var document in SpecCorpus.All)
        {
            var refusal = await RefusalOfAsync(document);
            if (refusal is null != document.IsTaken)
            {
                disagreements.Add($"{(document.IsTaken ? $"refused ({refusal})" : "taken")}: {document}");
            }
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public async Task Definition_RefusesWhatOnlySettingsTake()
    {
        foreach (var document in SpecCorpus.OnlyInSettings)
        {
            Assert.NotNull(await RefusalOfAsync(document));
        }
    }

    [Fact]
    public async Task Definition_OfNamesWrittenAsAddresses_AnswersWithTheNameAsTheSettingsDo()
    {
        var cases = WrittenAddresses.Buckets.Select(written => (Path: "destination.bucket", written))
            .Concat(WrittenAddresses.Tables.Select(written => (Path: "checkpoint.table", written)));
        foreach (var (path, (text, answer)) in cases)
        {
            Assert.Contains(answer, await RefusalOfAsync(new SpecCase([(path, JsonValue.Create(text).ToJsonString())], IsTaken: false)), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What the server says against the document; null when it takes it.</summary>
    private async Task<string?> RefusalOfAsync(SpecCase document)
    {
        try
        {
            await _requests.SendAsync(
                new ApiRequest
                {
                    Method = HttpMethod.Post,
                    Path = $"{ResourceKinds.Streams.PathIn("default")}?dryRun=All&fieldValidation=Strict",
                    Subject = "Create a stream",
                    Body = JsonNode.Parse(document.Resource()),
                },
                TestContext.Current.CancellationToken);
            return null;
        }
        catch (ApiServerException refusal) when (refusal.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest)
        {
            return refusal.Message;
        }
    }
}
