using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>A manifest in a repository stays the truth: the operator adds nothing that would show as a difference, and starts no rollout that nobody asked for.</summary>
[Collection(OperatorCollection.Name)]
public sealed class GitOpsTests(OperatorStand stand)
{
    private const string ArgoCd = "argocd-controller";

    public static TheoryData<string> Samples => SampleFiles.Good;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_TheSameManifestAgain_ChangesNothing()
    {
        var stream = new QuietStream(stand, "twice");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync("  suspend: true\n");
        await stream.UntilSuspendedAsync();

        var diff = await stand.Kubernetes.KubectlAsync(["diff", "-n", stream.Space, "-f", "-"], stream.Manifest);
        var again = await stand.Kubernetes.KubectlAsync(["apply", "-n", stream.Space, "-f", "-"], stream.Manifest);

        Assert.Equal((0, ""), (diff.Code, diff.Text));
        Assert.Equal("keyspacescdcstream.keyspaces-streamer.dev/twice unchanged", again.Text.Trim());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Diff_OfASampleThatTheOperatorHasSeen_IsEmpty(string sample)
    {
        var stream = new QuietStream(stand, $"sample-{sample}");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.RunAsync("apply", "--server-side", "--field-manager", ArgoCd, "-f", SampleFiles.GoodPath(sample));
        await Phase.UntilAsync("the status is there", async () => await stream.GetAsync("kcs", "{.items[*].status.observedGeneration}") is "1" ? null : "there is none", Token);

        var diff = await stand.Kubernetes.KubectlAsync("diff", "--server-side", "--field-manager", ArgoCd, "-n", stream.Space, "-f", SampleFiles.GoodPath(sample));

        Assert.Equal((0, ""), (diff.Code, diff.Text));
    }

    [Fact]
    public async Task Restart_NothingHasChanged_NothingIsWritten()
    {
        var stream = new QuietStream(stand, "restart");
        await stream.PrepareAsync();
        await using (var before = await stream.StartOperatorAsync())
        {
            await stream.ApplyAsync("  replicas: 2\n  pod: { roleArn: 'arn:aws:iam::111122223333:role/restart' }\n");
            await stream.UntilPendingAsync();
            await stream.RunAsync("patch", "kcs", "restart", "--type=merge", "-p", """{"spec":{"suspend":true}}""");
            await stream.UntilSuspendedAsync();
            await before.TerminateAsync(Token);
        }

        var versions = await stream.VersionsAsync();
        await using var after = await stream.StartOperatorAsync();
        await QuietStream.UntilLookedAtAsync(after, 2);

        Assert.Equal(versions, await stream.VersionsAsync());
        // At its start it asks the server who it is, by POST; that stores nothing.
        Assert.Equal(1, await QuietStream.WritesOfAsync(after));
    }

    [Fact]
    public async Task ManagedFields_OfAStream_GiveTheOperatorItsStatusAndItsFinalizerAlone()
    {
        var stream = new QuietStream(stand, "fields");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync("  suspend: true\n");
        await stream.UntilSuspendedAsync();

        var entries = (await stream.DocumentAsync("kcs fields"))["metadata"]?["managedFields"]?.AsArray() ?? [];

        Assert.Equal(
            ["keyspaces-streamer : f:metadata f:finalizers", "keyspaces-streamer status: f:status"],
            entries.Where(entry => (string?)entry?["manager"] != "kubectl-client-side-apply").Select(TextOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Apply_ByAnotherManagerWithForce_IsNoFight()
    {
        var stream = new QuietStream(stand, "argo");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync("  suspend: true\n");
        await stream.UntilSuspendedAsync();
        var tracked = stream.Manifest.Replace(
            "name: argo }", "name: argo, labels: { app.kubernetes.io/instance: shop }, annotations: { argocd.argoproj.io/tracking-id: 'shop:keyspaces-streamer.dev/KeyspacesCdcStream:x/argo' } }", StringComparison.Ordinal);
        var writes = await QuietStream.WritesOfAsync(running);

        var looked = QuietStream.UntilLookedAtAsync(running, 2);
        var answers = new[] { await ApplyByArgoCdAsync(stream, tracked), await ApplyByArgoCdAsync(stream, tracked) };
        var versions = await stream.VersionsAsync();
        await looked;

        Assert.All(answers, answer => Assert.Equal((0, "keyspacescdcstream.keyspaces-streamer.dev/argo serverside-applied"), (answer.Code, answer.Text.Trim())));
        Assert.Equal(versions, await stream.VersionsAsync());
        Assert.Equal(writes, await QuietStream.WritesOfAsync(running));
        Assert.Equal(FieldOwner.Name + ".dev/finalizer", await stream.GetAsync("kcs argo", "{.metadata.finalizers[*]}"));
    }

    [Fact]
    public async Task Children_OfALabelledStream_BearNoneOfItsLabelsAndAnnotations()
    {
        var stream = new QuietStream(stand, "labelled");
        await stream.PrepareAsync();
        await using var running = await stream.StartOperatorAsync();
        await stream.ApplyAsync("  replicas: 2\n  pod: { roleArn: 'arn:aws:iam::111122223333:role/labelled' }\n");
        await stream.RunAsync("annotate", "kcs", "labelled", "argocd.argoproj.io/tracking-id=shop:x");
        await stream.RunAsync("label", "kcs", "labelled", "app.kubernetes.io/instance=shop");
        await stream.UntilPendingAsync();

        // OwnedResources made after the stream got its labels.
        await stream.RunAsync("delete", "deploy,cm,svc,sa,pdb", "-l", "app.kubernetes.io/managed-by=keyspaces-streamer-operator");
        await Phase.UntilAsync("all children are there again", async () => await ChildrenOfAsync(stream) is [_, _, _, _, _] ? null : string.Join(", ", await ChildrenOfAsync(stream)), Token);

        var children = await stream.RunAsync("get", "deploy,cm,svc,sa,pdb,pods", "-o", "json");
        Assert.DoesNotContain("argocd", children, StringComparison.Ordinal);
        Assert.DoesNotContain("app.kubernetes.io/instance", children, StringComparison.Ordinal);
    }

    private Task<KubectlAnswer> ApplyByArgoCdAsync(QuietStream stream, string manifest) =>
        stand.Kubernetes.KubectlAsync(["apply", "--server-side", "--force-conflicts", "--field-manager", ArgoCd, "-n", stream.Space, "-f", "-"], manifest);

    private static async Task<string[]> ChildrenOfAsync(QuietStream stream) =>
        (await stream.GetAsync("deploy,cm,svc,sa,pdb -l app.kubernetes.io/managed-by=keyspaces-streamer-operator", "{.items[*].kind}")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string TextOf(JsonNode? entry)
    {
        var fields = entry?["fieldsV1"]?.AsObject() ?? [];
        var inside = fields["f:metadata"] is JsonObject metadata ? " " + string.Join(' ', metadata.Select(member => member.Key)) : "";
        return $"{entry?["manager"]} {entry?["subresource"]}: {string.Join(' ', fields.Select(member => member.Key))}{inside}";
    }
}
