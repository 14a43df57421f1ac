using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Tests.Api.Schemas;
using k8s;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>Streams of config/samples as the API server hands them out, and what is wanted of them.</summary>
internal static class StreamSamples
{
    public const string Region = "eu-west-1";

    private const string Folder = "config/samples";

    /// <summary>The table of the sample that has every field.</summary>
    private static TableSchema Payments { get; } = new()
    {
        Columns =
        [
            new SchemaColumn { Name = "country", Type = "text", Kind = ColumnKind.PartitionKey }, new SchemaColumn { Name = "payment_id", Type = "timeuuid", Kind = ColumnKind.ClusteringKey },
            new SchemaColumn { Name = "amount", Type = "decimal" }, new SchemaColumn { Name = "payer", Type = "frozen<address>" },
        ],
        Types = [new UserType { Name = "address", Fields = [new UserTypeField { Name = "city", Type = "text" }] }],
    };

    public static IEnumerable<string> Names =>
        YamlFile.In(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "kustomization");

    public static KeyspacesCdcStream Read(string name)
    {
        var document = YamlFile.One($"{Folder}/{name}.yaml");
        StreamDefinition.ApplyDefaults(document);
        var metadata = document["metadata"]!; // part of every sample
        metadata["namespace"] = "streams";
        metadata["uid"] = "0b5e7c1a-3d2f-4e6b-9a8c-7d6e5f4a3b2c";
        return KubernetesJson.Deserialize<KeyspacesCdcStream>(document.ToJsonString());
    }

    /// <summary>The minimal sample with pods of another kind.</summary>
    public static KeyspacesCdcStream With(PodSpec pod)
    {
        var stream = Read("minimal");
        stream.Spec = stream.Spec with { Pod = pod };
        return stream;
    }

    public static DesiredStream DesiredOf(string name) => DesiredOf(Read(name));

    public static DesiredStream DesiredOf(KeyspacesCdcStream stream) => new()
    {
        Stream = stream,
        Settings = SettingsBuilder.Of(stream, Region, ArnOf(stream), Payments),
        Image = stream.Spec.Pod.Image ?? "111122223333.dkr.ecr.eu-west-1.amazonaws.com/streampod:0.1.0",
        Replicas = stream.Spec.Suspend ? 0 : stream.Spec.Autoscaling?.MinReplicas ?? stream.Spec.Replicas,
        DisruptionBudgetVersion = "v1",
    };

    public static string ArnOf(KeyspacesCdcStream stream) =>
        $"arn:aws:cassandra:{stream.Spec.Source.Region ?? Region}:111122223333:/keyspace/{stream.Spec.Source.Keyspace}/table/{stream.Spec.Source.Table}/stream/2026-11-02T08:15:30.123";
}
