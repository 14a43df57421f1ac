using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A field that others change again after every apply is told, with who changes it; applies slow down, and pods go on.</summary>
public sealed class ReturningDriftTests
{
    private const string Mirror = "mirror.example.com/streampod:1";
    private const string ImageField = "spec.template.spec.containers[name=streampod].image";
    private const string ApplyDeployment = "apply deployments.apps streams/media-stream";

    private static readonly NamespacedName Deployment = Key with { Name = "media-stream" };
    private static readonly NamespacedName ConfigMap = Key with { Name = "media-settings" };

    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Webhook_RewritesTheImage_IsToldWithTheFieldAndPodsGoOn()
    {
        await _fixture.StreamAsync();
        await RewrittenByAWebhookAsync();
        var pods = Names();
        var generation = _fixture.Deployment.Metadata.Generation;

        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal(("False DriftReturns", "False DriftReturns"), (_fixture.Words(ConditionTypes.WorkloadReady), _fixture.Words(ConditionTypes.Ready)));
        Assert.StartsWith(
            $"deployments.apps streams/media-stream: {ImageField} is changed again after every apply; metadata.managedFields names nobody else, so an admission webhook changes it.",
            _fixture.Message(ConditionTypes.WorkloadReady), StringComparison.Ordinal);
        Assert.Equal((pods, generation), (Names(), _fixture.Deployment.Metadata.Generation));
    }

    [Fact]
    public async Task Webhook_RewritesTheImage_AppliesSlowDown()
    {
        await _fixture.StreamAsync();
        await RewrittenByAWebhookAsync();
        _fixture.NewCalls();

        await _fixture.RunForAsync(TimeSpan.FromHours(1));
        var first = _fixture.NewCalls().Count(call => call == ApplyDeployment);
        await _fixture.RunForAsync(TimeSpan.FromHours(1));
        var second = _fixture.NewCalls().Count(call => call == ApplyDeployment);

        Assert.InRange(first, 12, 24);
        Assert.InRange(second, 11, 13);
    }

    [Fact]
    public async Task Manager_WritesItsOwnImageAfterEachApply_IsNamed()
    {
        await _fixture.StreamAsync();
        RewriteBy("image-mirror");

        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False DriftReturns");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.Contains($"{ImageField} is changed again after every apply; metadata.managedFields names image-mirror.", _fixture.Message(ConditionTypes.WorkloadReady), StringComparison.Ordinal);
        Assert.Equal(["Warning DriftReturns"], _fixture.NewEvents().Distinct());
        Assert.InRange(_fixture.NewCalls().Count(call => call == ApplyDeployment), 5, 16);
    }

    [Fact]
    public async Task Manager_WritesMinutesAfterEachApply_StaysTold()
    {
        await _fixture.StreamAsync();
        await RewriteLaterAsync(times: 6);

        for (var round = 0; round < 5; round++)
        {
            Rewrite("slow-mirror");
            await _fixture.RunForAsync(TimeSpan.FromSeconds(40));
            Assert.Equal("False DriftReturns", _fixture.Words(ConditionTypes.WorkloadReady));
        }
    }

    [Fact]
    public async Task Manager_LeavesTheFieldAlone_TheStreamIsReadyAgain()
    {
        await _fixture.StreamAsync();
        RewriteBy("image-mirror");
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False DriftReturns");

        _fixture.World.Writer.Applied = null;
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Template.Spec.Containers[0].Image == ImageDigest, "image is ours");
        _fixture.Workload.Roll();
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "True PodsReady");
        _fixture.NewCalls();
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain(ApplyDeployment, _fixture.NewCalls());
    }

    [Fact]
    public async Task Spec_ChangesWhileAFieldIsContested_IsAppliedAtOnce()
    {
        await _fixture.StreamAsync();
        await RewrittenByAWebhookAsync();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        _fixture.NewCalls();

        _fixture.ChangeSpec(spec => spec with { Replicas = 3 });
        await _fixture.ReconcileAsync();

        Assert.Contains(ApplyDeployment, _fixture.NewCalls());
        Assert.Equal(3, _fixture.Deployment.Spec.Replicas);
    }

    [Fact]
    public async Task Settings_AreRewrittenAfterEachApply_IsToldOfTheConfigMap()
    {
        await _fixture.StreamAsync();
        _fixture.World.Writer.Admission = (kind, document) => document["data"] = kind == ResourceKinds.ConfigMaps ? new JsonObject { ["settings.json"] = "{}" } : document["data"]?.DeepClone();
        _fixture.World.Change<V1ConfigMap>(ConfigMap, live => live.Data["settings.json"] = "{}");

        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False DriftReturns");

        Assert.StartsWith("configmaps streams/media-settings: data.settings.json is changed again", _fixture.Message(ConditionTypes.WorkloadReady), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_ChangesTheFieldNowAndThen_IsMendedEachTimeAtOnce()
    {
        await _fixture.StreamAsync();

        for (var round = 0; round < 8; round++)
        {
            _fixture.World.Change<V1Deployment>(Deployment, live => live.Spec.Replicas = 7);
            await _fixture.ReconcileAsync();
            Assert.Equal(1, _fixture.Deployment.Spec.Replicas);
            _fixture.Workload.Roll();
            await _fixture.RunForAsync(TimeSpan.FromMinutes(2));
            Assert.Equal("True PodsReady", _fixture.Words(ConditionTypes.WorkloadReady));
        }
    }

    [Fact]
    public async Task Pod_IsFailingMeanwhile_ThatComesFirst()
    {
        await _fixture.StreamAsync();
        await RewrittenByAWebhookAsync();
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False DriftReturns");
        _fixture.World.Change<V1Deployment>(Deployment, live =>
        {
            (live.Status.ReadyReplicas, live.Status.AvailableReplicas, live.Status.UpdatedReplicas) = (0, 0, 0);
            live.Status.Conditions = [new V1DeploymentCondition { Type = "ReplicaFailure", Status = "True", Message = "exceeded quota" }];
        });

        await _fixture.ReconcileAsync();

        Assert.Equal("False PodsRefused", _fixture.Words(ConditionTypes.WorkloadReady));
        Assert.Contains(ImageField, _fixture.Message(ConditionTypes.WorkloadReady), StringComparison.Ordinal);
    }

    /// <summary>A webhook that writes another image into every Deployment, and the Deployment as it is since.</summary>
    private async Task RewrittenByAWebhookAsync()
    {
        _fixture.World.Writer.Admission = (kind, document) => SetImage(kind, document);
        _fixture.World.Change<V1Deployment>(Deployment, live => live.Spec.Template.Spec.Containers[0].Image = Mirror);
        _fixture.Workload.Roll();
        await _fixture.ReconcileAsync();
        _fixture.Workload.Roll();
    }

    private static void SetImage(ResourceKind kind, JsonObject document)
    {
        if (kind == ResourceKinds.Deployments)
        {
            document["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = Mirror; // ours have one container
        }
    }

    private void RewriteBy(string manager)
    {
        _fixture.World.Writer.Applied = (kind, _) =>
        {
            if (kind == ResourceKinds.Deployments)
            {
                Rewrite(manager);
            }
        };
        Rewrite(manager);
    }

    /// <summary>The writer comes back a while after each apply.</summary>
    private async Task RewriteLaterAsync(int times)
    {
        for (var round = 0; round < times; round++)
        {
            Rewrite("slow-mirror");
            await _fixture.ReconcileAsync();
            _fixture.Clock.Advance(TimeSpan.FromSeconds(6));
        }
    }

    private void Rewrite(string manager)
    {
        _fixture.World.Change<V1Deployment>(Deployment, live =>
        {
            live.Spec.Template.Spec.Containers[0].Image = Mirror;
            live.Metadata.ManagedFields =
            [
                Entry("keyspaces-streamer", """{"f:spec":{"f:replicas":{}}}"""),
                Entry(manager, """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"streampod\"}":{"f:image":{}}}}}}}"""),
            ];
        });
        _fixture.Workload.Roll();
    }

    private static V1ManagedFieldsEntry Entry(string manager, string fields) =>
        new() { Manager = manager, Operation = "Update", FieldsType = "FieldsV1", FieldsV1 = System.Text.Json.JsonDocument.Parse(fields).RootElement };

    private string Names() => string.Join(',', _fixture.Workload.Pods.Select(pod => pod.Metadata.Name));
}
