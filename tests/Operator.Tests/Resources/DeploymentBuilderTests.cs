using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>What the spec says of the pods stands in the Deployment; what is the operator's stays the operator's.</summary>
public sealed class DeploymentBuilderTests
{
    [Fact]
    public void Build_NewPods_AreReadyBeforeOldOnesStop()
    {
        var strategy = Build("full").Strategy;

        Assert.Equal(("RollingUpdate", "1", "0"), (strategy.Type, strategy.RollingUpdate.MaxSurge.ToString(), strategy.RollingUpdate.MaxUnavailable.ToString()));
    }

    [Fact]
    public void Build_Suspended_HasNoPods() => Assert.Equal(0, Build("suspended").Replicas);

    [Fact]
    public void Build_Size_AsksForLessMemoryThanIsPaidFor()
    {
        var resources = ContainerOf(new PodSpec { Resources = new PodResources { Cpu = "1000m", Memory = "2Gi" } }).Resources;

        Assert.Equal(("1", "1792Mi"), (resources.Requests["cpu"].ToString(), resources.Requests["memory"].ToString()));
        Assert.Equal(resources.Requests, resources.Limits);
    }

    [Theory]
    [InlineData(null, null, "default")]
    [InlineData("mine", null, "mine")]
    [InlineData(null, "arn:aws:iam::111122223333:role/media", "media-content-stream")]
    public void Build_ServiceAccount_IsTheOneThatTheSpecAsksFor(string? name, string? role, string expected)
    {
        var pod = TemplateOf(new PodSpec { ServiceAccountName = name, RoleArn = role }).Spec;

        Assert.Equal((expected, false), (pod.ServiceAccountName, pod.AutomountServiceAccountToken));
    }

    [Fact]
    public void Build_Settings_AreMountedWhereTheArgumentsSay()
    {
        var pod = TemplateOf(new PodSpec()).Spec;

        var volume = Assert.Single(pod.Volumes, volume => volume.ConfigMap?.Name == "media-content-settings");
        var mount = Assert.Single(pod.Containers[0].VolumeMounts, mount => mount.Name == volume.Name);
        Assert.Equal(["run", "--settings", $"{mount.MountPath}/settings.json"], pod.Containers[0].Args);
        Assert.True(mount.ReadOnlyProperty);
    }

    [Fact]
    public void Build_TrustedCertificates_AreAFileBesideThePublicAuthorities()
    {
        var pod = TemplateOf(new PodSpec { TrustedCertificates = new TrustedCertificates { ConfigMap = "company-authority", Key = "bundle.pem" } }).Spec;

        var volume = Assert.Single(pod.Volumes, volume => volume.ConfigMap?.Name == "company-authority");
        var mount = Assert.Single(pod.Containers[0].VolumeMounts, mount => mount.Name == volume.Name);
        Assert.True(mount.ReadOnlyProperty);
        Assert.Equal(("bundle.pem", "bundle.pem"), (Assert.Single(volume.ConfigMap.Items).Key, volume.ConfigMap.Items[0].Path));
        Assert.Equal($"{mount.MountPath}/bundle.pem", Assert.Single(pod.Containers[0].Env, variable => variable.Name == "SSL_CERT_FILE").Value);
        Assert.Equal("/etc/ssl/certs", Assert.Single(pod.Containers[0].Env, variable => variable.Name == "SSL_CERT_DIR").Value);
    }

    [Fact]
    public void Build_NoTrustedCertificates_LeavesTheTemplateAsItWas()
    {
        var pod = TemplateOf(new PodSpec()).Spec;

        Assert.Equal(["settings", "tmp"], pod.Volumes.Select(volume => volume.Name));
        Assert.DoesNotContain(pod.Containers[0].Env, variable => variable.Name.StartsWith("SSL_", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_VariableThatTheOperatorSetsToo_IsTheUsersAndStandsOnce()
    {
        var container = ContainerOf(new PodSpec { Env = [new V1EnvVar { Name = "TMPDIR", Value = "/data" }, new V1EnvVar { Name = "EMPTY", Value = "" }] });

        Assert.Equal("/data", Assert.Single(container.Env, variable => variable.Name == "TMPDIR").Value);
        Assert.Null(Assert.Single(container.Env, variable => variable.Name == "EMPTY").Value);
        Assert.Equal(["POD_NAME", "AWS_REGION", "DOTNET_EnableDiagnostics", "TMPDIR", "EMPTY"], container.Env.Select(variable => variable.Name));
    }

    [Fact]
    public void Build_PodName_IsAlwaysThePodsOwn()
    {
        var container = ContainerOf(new PodSpec { Env = [new V1EnvVar { Name = "POD_NAME", Value = "worker" }] });

        Assert.Equal("metadata.name", Assert.Single(container.Env, variable => variable.Name == "POD_NAME").ValueFrom.FieldRef.FieldPath);
    }

    [Fact]
    public void Build_Region_IsThatOfTheSource()
    {
        var stream = StreamSamples.Read("minimal");
        stream.Spec = stream.Spec with { Source = stream.Spec.Source with { Region = "ap-south-1" } };

        var container = DeploymentBuilder.Build(StreamSamples.DesiredOf(stream)).Spec.Template.Spec.Containers[0];

        Assert.Equal("ap-south-1", Assert.Single(container.Env, variable => variable.Name == "AWS_REGION").Value);
    }

    [Fact]
    public void Build_LabelsAndAnnotationsOfTheSpec_StandBesideTheOperatorsOwn()
    {
        var template = TemplateOf(new PodSpec
        {
            Labels = new Dictionary<string, string> { ["team"] = "ledger", [StreamLabels.Stream] = "another" },
            Annotations = new Dictionary<string, string> { ["prometheus.io/scrape"] = "false", [StreamAnnotations.SettingsHash] = "mine" },
        }).Metadata;

        Assert.Equal(("ledger", "media-content"), (template.Labels["team"], template.Labels[StreamLabels.Stream]));
        Assert.Equal("false", template.Annotations["prometheus.io/scrape"]);
        Assert.Equal(SettingsHash.Of(StreamSamples.DesiredOf("minimal").Settings), template.Annotations[StreamAnnotations.SettingsHash]);
    }

    [Fact]
    public void Build_SelectorAndTemplate_Agree()
    {
        var spec = Build("full");

        Assert.Equal(StreamLabels.Selecting("payments"), spec.Selector.MatchLabels);
        Assert.Subset(spec.Template.Metadata.Labels.ToHashSet(), spec.Selector.MatchLabels.ToHashSet());
    }

    private static V1DeploymentSpec Build(string sample) => DeploymentBuilder.Build(StreamSamples.DesiredOf(sample)).Spec;

    private static V1PodTemplateSpec TemplateOf(PodSpec pod) => DeploymentBuilder.Build(StreamSamples.DesiredOf(StreamSamples.With(pod))).Spec.Template;

    private static V1Container ContainerOf(PodSpec pod) => Assert.Single(TemplateOf(pod).Spec.Containers);
}
