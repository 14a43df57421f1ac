using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>What others do to a stream's objects, and what the running operator makes of it.</summary>
[Collection(OperatorCollection.Name)]
public sealed class DriftTests(OperatorStand stand, DriftedStream drifted) : IClassFixture<DriftedStream>
{
    private const string NoOwner = """{"metadata":{"ownerReferences":null}}""";
    private const string NoOwnerAndNoLabel = """{"metadata":{"ownerReferences":null,"labels":{"app.kubernetes.io/managed-by":null}}}""";

    private QuietStream Stream => drifted.Stream;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("spec.replicas", "deploy drift-stream", "{.spec.replicas}", "scale deploy/drift-stream --replicas=7")]
    [InlineData("spec.template.spec.containers[name=streampod].env[name=TMPDIR].value", "deploy drift-stream", "{.spec.template.spec.containers[0].env[?(@.name=='TMPDIR')].value}", "set env deploy/drift-stream TMPDIR=/data")]
    [InlineData("data.settings.json", "cm drift-settings", "{.data.settings\\.json}", """patch cm drift-settings --type=merge -p {"data":{"settings.json":"{}"}}""")]
    [InlineData("metadata.labels.app.kubernetes.io/managed-by", "svc drift-metrics", "{.metadata.labels}", "label svc drift-metrics app.kubernetes.io/managed-by-")]
    [InlineData("metadata.labels.keyspaces-streamer.dev/stream", "deploy drift-stream", "{.metadata.labels}", "label deploy drift-stream keyspaces-streamer.dev/stream-")]
    [InlineData("metadata.annotations.eks.amazonaws.com/role-arn", "sa drift-stream", "{.metadata.annotations}", "annotate sa drift-stream eks.amazonaws.com/role-arn=arn:aws:iam::1:role/x --overwrite")]
    [InlineData("metadata.ownerReferences", "cm drift-settings", "{.metadata.ownerReferences[*].name}", $"patch cm drift-settings --type=merge -p {NoOwner}")]
    [InlineData("metadata.ownerReferences", "deploy drift-stream", "{.metadata.ownerReferences[*].name}", $"patch deploy drift-stream --type=merge -p {NoOwner}")]
    public async Task Changed_FieldOfOurs_IsWrittenAgain(string difference, string what, string jsonPath, string command)
    {
        var before = await Stream.GetAsync(what, jsonPath);

        await drifted.UntilMendedAsync(difference, () => Stream.RunAsync(command.Split(' ')));

        Assert.NotEmpty(before);
        Assert.Equal(before, await Stream.GetAsync(what, jsonPath));
    }

    [Theory]
    [InlineData("deploy drift-stream")]
    [InlineData("cm drift-settings")]
    [InlineData("svc drift-metrics")]
    [InlineData("sa drift-stream")]
    [InlineData("pdb drift-stream")]
    public async Task Deleted_ObjectOfOurs_IsMadeAgain(string what)
    {
        var before = await Stream.GetAsync(what, "{.metadata.uid}");

        await Stream.RunAsync(["delete", .. what.Split(' ')]);
        await Phase.UntilAsync($"{what} is another one", async () => await Stream.GetAsync(what, "{.metadata.uid}") is { Length: > 0 } uid && uid != before ? null : "it is not", Token);

        Assert.Equal("drift", await Stream.GetAsync(what, "{.metadata.ownerReferences[*].name}"));
    }

    [Fact]
    public async Task Annotated_ByOthers_KeepsTheirAnnotationWhenOurFieldIsMended()
    {
        await Stream.RunAsync("annotate", "deploy", "drift-stream", "example.com/note=others");

        await drifted.UntilMendedAsync("spec.replicas", () => Stream.RunAsync("scale", "deploy/drift-stream", "--replicas=5"));

        Assert.Equal("others 2", await Stream.GetAsync("deploy drift-stream", "{.metadata.annotations.example\\.com/note} {.spec.replicas}"));
    }

    [Fact]
    public async Task TakenAway_OwnerAndLabel_IsLeftAloneUntilTheNameIsFree()
    {
        await Stream.RunAsync("patch", "svc", "drift-metrics", "--type=merge", "-p", NoOwnerAndNoLabel);
        await stand.UntilReasonAsync(Stream.Space, "drift", "WorkloadReady", "NameTaken");
        var owners = await Stream.GetAsync("svc drift-metrics", "{.metadata.ownerReferences}");
        await Stream.RunAsync("delete", "svc", "drift-metrics");
        await Stream.UntilPendingAsync();

        Assert.Equal("", owners);
        Assert.Equal("drift", await Stream.GetAsync("svc drift-metrics", "{.metadata.ownerReferences[*].name}"));
    }

    [Fact]
    public async Task Orphaned_ObjectsOfAStreamThatIsMadeAgain_AreTakenBack()
    {
        const string Owners = "{.items[*].metadata.ownerReferences[*].uid}";
        const string Objects = "deploy,cm,svc,sa,pdb -l keyspaces-streamer.dev/stream=drift";
        const string Hold = "example.com/hold";
        await UntilCollectedAsync();
        var (before, uids) = (await Stream.GetAsync("kcs drift", "{.metadata.uid}"), await Stream.GetAsync(Objects, "{.items[*].metadata.uid}"));

        // The collector deletes what it did not orphan in time; a stream that is held until nothing has an owner leaves that to the operator alone.
        await Stream.RunAsync("patch", "kcs", "drift", "--type=json", "-p", $$"""[{"op":"add","path":"/metadata/finalizers/-","value":"{{Hold}}"}]""");
        await Stream.RunAsync("delete", "kcs", "drift", "--cascade=orphan", "--wait=false");
        await Phase.UntilAsync("only the test holds the stream", async () => await Stream.GetAsync("kcs drift", "{.metadata.finalizers[*]}") is var holders && holders == Hold ? null : holders, Token);
        await Phase.UntilAsync("nothing has an owner", async () => await Stream.GetAsync(Objects, Owners) is { Length: > 0 } owners ? owners : null, Token);
        await Stream.RunAsync("patch", "kcs", "drift", "--type=merge", "-p", """{"metadata":{"finalizers":null}}""");
        await Stream.ApplyAsync("  replicas: 2\n  pod: { roleArn: 'arn:aws:iam::111122223333:role/drift' }\n");
        var after = await Stream.GetAsync("kcs drift", "{.metadata.uid}");
        await Phase.UntilAsync("all have the new owner", async () => await Stream.GetAsync(Objects, Owners) is var owners && owners == string.Join(' ', Enumerable.Repeat(after, 5)) ? null : owners, Token);
        await Stream.UntilPendingAsync();

        Assert.NotEqual(before, after);
        Assert.Equal(uids, await Stream.GetAsync(Objects, "{.items[*].metadata.uid}"));
    }

    /// <summary>
    /// The garbage collector looks for new kinds every half a minute; before that it cannot orphan. Of each kind it has a watch of its own: what it has not
    /// seen yet it does not orphan but deletes, so an object of each kind, made after ours, has to be collected first.
    /// </summary>
    private async Task UntilCollectedAsync()
    {
        const string Owner = "ownerReferences: [{ apiVersion: keyspaces-streamer.dev/v1alpha1, kind: KeyspacesCdcStream, name: nobody, uid: 5b0b3c52-0d1c-4a3e-9d5c-1f6c3ad5a001 }]";
        var space = await stand.SpaceAsync("collected");
        await stand.ApplyAsync(
            space,
            $$"""
            { apiVersion: v1, kind: ConfigMap, metadata: { name: pilot, {{Owner}} } }
            ---
            { apiVersion: v1, kind: ServiceAccount, metadata: { name: pilot, {{Owner}} } }
            ---
            { apiVersion: v1, kind: Service, metadata: { name: pilot, {{Owner}} }, spec: { clusterIP: None, selector: { pilot: none } } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: pilot, {{Owner}} }
            spec:
              replicas: 0
              selector: { matchLabels: { pilot: none } }
              template: { metadata: { labels: { pilot: none } }, spec: { containers: [{ name: pilot, image: pilot }] } }
            """);
        await Phase.UntilAsync(
            "the garbage collector knows the resource", async () => await stand.GetAsync(space, "cm,sa,svc,deploy", "{.items[?(@.metadata.name==\"pilot\")].kind}") is { Length: > 0 } left ? $"it has not collected {left}" : null, Token);
    }
}
