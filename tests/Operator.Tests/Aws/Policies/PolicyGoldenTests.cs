using k8s;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Policies;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Aws.Policies;

/// <summary>The policies of the samples, word for word; <c>UPDATE_GOLDEN=1</c> writes them again.</summary>
public sealed class PolicyGoldenTests
{
    private const string Region = "eu-west-1";
    private const string Account = "111122223333";

    [Theory]
    [InlineData("minimal")]
    [InlineData("full")]
    public void StreamPolicy_OfASample_IsTheGoldenOne(string sample) =>
        Compare($"{sample}.stream.json", StreamPolicy.Of(Read(sample), Region, Account));

    [Theory]
    [InlineData("minimal")]
    [InlineData("full")]
    public void OperatorPolicy_OfASample_IsTheGoldenOne(string sample) =>
        Compare($"{sample}.operator.json", OperatorPolicy.Of(Read(sample), Region, Account, $"{Account}.dkr.ecr.{Region}.amazonaws.com/streampod:1.0"));

    [Fact]
    public void TrustPolicy_OfAServiceAccount_IsTheGoldenOne() => Compare(
        "trust.json",
        TrustPolicy.Of("https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF", Region, Account, "apps", "payments-stream"));

    private static KeyspacesCdcStream Read(string sample) =>
        KubernetesJson.Deserialize<KeyspacesCdcStream>(YamlFile.One($"config/samples/{sample}.yaml").ToJsonString());

    private static void Compare(string name, string policy) => GoldenFile.Compare($"tests/Golden/policies/{name}", policy + "\n");
}
