using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The objects of a stream on a real API server: taken as they are written, and seen as they are stored.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ChildrenTests(DefinedCluster cluster)
{
    private const string Deployment = "deployment/media-content-stream";

    public static TheoryData<string> Good => SampleFiles.Good;

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Apply_ChildrenOfASample_AreTakenAndApplyingAgainChangesNothing(string name)
    {
        var children = OwnedResources.Of(await DesiredAsync($"children-{name}", name));

        foreach (var child in children)
        {
            await ApplyAsync(child);
            var live = await LiveAsync(child);
            await ApplyAsync(child);

            Assert.Null(DriftDetector.FirstDifference(child.Document, live));
            Assert.Null(DriftDetector.FirstDifference(child, Typed(child, live.ToJsonString())));
            Assert.Equal((string?)live["metadata"]!["resourceVersion"], (string?)(await LiveAsync(child))["metadata"]!["resourceVersion"]); // part of every object
        }
    }

    [Fact]
    public async Task Apply_WhatOthersChanged_IsSeenAndTakenBack()
    {
        var desired = await DesiredAsync("children-drift", "minimal");
        var child = await ApplyDeploymentAsync(desired);
        await cluster.RequireAsync("scale", "-n", child.Key.Namespace, Deployment, "--replicas=7");
        await cluster.RequireAsync("set", "env", "-n", child.Key.Namespace, Deployment, "TMPDIR=/data", "OTHER=1");
        await cluster.RequireAsync("annotate", "-n", child.Key.Namespace, Deployment, "example.com/note=others");

        Assert.Equal("spec.replicas", DriftDetector.FirstDifference(child.Document, await LiveAsync(child)));
        await ApplyAsync(child);

        var repaired = await LiveAsync(child);
        Assert.Null(DriftDetector.FirstDifference(child.Document, repaired));
        Assert.Equal("others", (string?)repaired["metadata"]!["annotations"]!["example.com/note"]); // just written
    }

    [Fact]
    public async Task Apply_FieldsNoLongerWanted_AreGone()
    {
        var desired = await DesiredAsync("children-less", "minimal");
        await ApplyDeploymentAsync(With(desired, new PodSpec
        {
            ServiceAccountName = "mine",
            NodeSelector = new Dictionary<string, string> { ["kubernetes.io/arch"] = "amd64" },
            Env = [new V1EnvVar { Name = "TEAM", Value = "ledger" }, new V1EnvVar { Name = "EMPTY", Value = "" }],
        }));

        var child = await ApplyDeploymentAsync(desired);

        var pod = (await LiveAsync(child))["spec"]!["template"]!["spec"]!; // part of every Deployment
        Assert.Equal(("default", null), ((string?)pod["serviceAccountName"], pod["nodeSelector"]));
        Assert.DoesNotContain("TEAM", pod["containers"]!.ToJsonString(), StringComparison.Ordinal); // part of every pod
    }

    /// <summary>As the caches hold it.</summary>
    private static IKubernetesObject Typed(OwnedResource child, string live) => child.Kind.Plural switch
    {
        "configmaps" => KubernetesJson.Deserialize<V1ConfigMap>(live),
        "serviceaccounts" => KubernetesJson.Deserialize<V1ServiceAccount>(live),
        "services" => KubernetesJson.Deserialize<V1Service>(live),
        "deployments" => KubernetesJson.Deserialize<V1Deployment>(live),
        "poddisruptionbudgets" => KubernetesJson.Deserialize<V1PodDisruptionBudget>(live),
        _ => throw new InvalidOperationException($"No cache holds {child.Kind}."),
    };

    private static DesiredStream With(DesiredStream desired, PodSpec pod)
    {
        var stream = desired.Stream with { Spec = desired.Stream.Spec with { Pod = pod } };
        return desired with { Stream = stream };
    }

    private async Task<DesiredStream> DesiredAsync(string space, string sample)
    {
        await cluster.RequireAsync("create", "namespace", space);
        await cluster.RequireAsync("apply", "-n", space, "-f", SampleFiles.GoodPath(sample));
        var list = KubernetesJson.Deserialize<KeyspacesCdcStreamList>(await cluster.RequireAsync("get", "kcs", "-n", space, "-o", "json"));
        var (stream, versions) = (Assert.Single(list.Items), await cluster.RequireAsync("api-versions"));
        var (source, region) = (stream.Spec.Source, stream.Spec.Source.Region ?? "eu-west-1");
        return new DesiredStream
        {
            Stream = stream,
            Settings = SettingsBuilder.Of(stream, region, $"arn:aws:cassandra:{region}:111122223333:/keyspace/{source.Keyspace}/table/{source.Table}/stream/2026-11-02T08:15:30.123"),
            Image = "keyspaces-streamer/streampod:0.1.0",
            Replicas = stream.Spec.Suspend ? 0 : stream.Spec.Autoscaling?.MinReplicas ?? stream.Spec.Replicas,
            DisruptionBudgetVersion = versions.Split('\n').Contains("policy/v1") ? "v1" : "v1beta1",
        };
    }

    private async Task<OwnedResource> ApplyDeploymentAsync(DesiredStream desired)
    {
        var child = OwnedResources.Of(desired).Single(child => child.Kind == ResourceKinds.Deployments);
        await ApplyAsync(child);
        return child;
    }

    private async Task ApplyAsync(OwnedResource child)
    {
        var answer = await cluster.KubectlAsync(["apply", "--server-side", "--force-conflicts", $"--field-manager={FieldOwner.Name}", "-f", "-"], child.Document.ToJsonString());
        Assert.True(answer.Code == 0, $"{child.Kind} {child.Key}: {answer.Text}");
    }

    private async Task<JsonNode> LiveAsync(OwnedResource child) =>
        JsonNode.Parse(await cluster.RequireAsync("get", $"{child.Kind.Plural}.{child.Kind.Version}.{child.Kind.Group}", child.Key.Name, "-n", child.Key.Namespace, "-o", "json"))!; // kubectl writes an object
}
