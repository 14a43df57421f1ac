using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Pods that wait for certificates: the condition names what is missing.</summary>
public sealed class TrustedCertificatesTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task ConfigMap_Missing_IsNamed()
    {
        await UntilInvalidAsync();

        Assert.Contains("ConfigMap company-authority of spec.pod.trustedCertificates does not exist in namespace streams", Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigMap_WithoutTheKey_IsNamedWithIt()
    {
        Put(("other.crt", "-----BEGIN CERTIFICATE-----"));

        await UntilInvalidAsync();

        Assert.Contains("has no key ca.crt", Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigMap_WithoutACertificate_IsNamed()
    {
        Put(("ca.crt", "MIIB"));

        await UntilInvalidAsync();

        Assert.Contains("holds no certificate under the key ca.crt", Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigMap_ThatComesLater_LetsTheStreamBecomeReady()
    {
        await UntilInvalidAsync();
        Put(("ca.crt", "-----BEGIN CERTIFICATE-----"));

        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False RollingOut");
        _fixture.Work(OldArn, "s1");

        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "True PodsReady");
    }

    [Fact]
    public async Task ReadyPods_AreNotAskedFor()
    {
        Put(("ca.crt", "-----BEGIN CERTIFICATE-----"));
        await _fixture.StreamAsync(WithCertificates);
        _fixture.World.Delete<V1ConfigMap>(Key with { Name = "company-authority" });

        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("True PodsReady", _fixture.Words(ConditionTypes.WorkloadReady));
    }

    private string Message => _fixture.Message(ConditionTypes.WorkloadReady);

    private static KeyspacesCdcStreamSpec WithCertificates(KeyspacesCdcStreamSpec spec) =>
        spec with { Pod = spec.Pod with { TrustedCertificates = new TrustedCertificates { ConfigMap = "company-authority" } } };

    private async Task UntilInvalidAsync()
    {
        _fixture.Add(WithCertificates);
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False PodConfigInvalid");
    }

    private void Put((string Key, string Text) entry) => _fixture.World.Put(new V1ConfigMap
    {
        Metadata = new V1ObjectMeta { NamespaceProperty = Key.Namespace, Name = "company-authority" },
        Data = new Dictionary<string, string> { [entry.Key] = entry.Text },
    });
}
