using KeyspacesStreamer.Testing.Rendering;


namespace KeyspacesStreamer.Chart.Tests;

/// <summary>What a user reads after the installation: what is still missing, and how to go on.</summary>
public sealed class NotesTests
{
    private const string NoRole = "The operator's AWS role: serviceAccount.roleArn is empty";
    private const string NoRegion = "MISSING: the region";

    [Fact]
    public async Task WithoutARole_SaysSo()
    {
        var notes = await Renderer.NotesAsync();

        Assert.Contains(NoRole, notes, StringComparison.Ordinal);
        Assert.Contains(NoRegion, notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithARole_SaysNothingOfIt()
    {
        var notes = await Renderer.NotesAsync("serviceAccount.roleArn=arn:aws:iam::111122223333:role/cdc");

        Assert.DoesNotContain("MISSING", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithARegionAndWithoutARole_LeavesRoomForPodIdentity()
    {
        var notes = await Renderer.NotesAsync("aws.region=eu-west-1");

        Assert.Contains("an association of EKS Pod Identity", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("MISSING", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithARegion_MissesTheRoleAlone()
    {
        var notes = await Renderer.NotesAsync("aws.region=eu-west-1");

        Assert.Contains(NoRole, notes, StringComparison.Ordinal);
        Assert.DoesNotContain(NoRegion, notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fargate_IsToldWhatToSelect()
    {
        var notes = await Renderer.NotesAsync("watchNamespaces={analytics}");

        Assert.Contains($$"""namespace {{Renderer.Namespace}}, labels {"app.kubernetes.io/component":"operator","app.kubernetes.io/instance":"keyspaces-streamer",""", notes, StringComparison.Ordinal);
        Assert.Contains("""namespace analytics, labels {"app.kubernetes.io/component":"stream",""", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs the annotation eks.amazonaws.com/role-arn, or an association of EKS Pod Identity", "serviceAccount.create=false", "serviceAccount.name=cdc")]
    [InlineData("wait for the ConfigMap company-authority with the key ca.crt in namespace", "aws.trustedCertificates.configMap=company-authority")]
    [InlineData("grant the rules of this chart's folder rules", "rbac.create=false")]
    [InlineData("kubectl apply --server-side -f crds.yaml", "crds.install=false")]
    [InlineData("The NetworkPolicy has no effect on Fargate", "networkPolicy.enabled=true")]
    [InlineData("kind: KeyspacesCdcStream")]
    public async Task WhatTheReleaseLeavesToTheUser_IsSaid(string expected, params string[] settings) =>
        Assert.Contains(expected, await Renderer.NotesAsync(settings), StringComparison.Ordinal);
}
