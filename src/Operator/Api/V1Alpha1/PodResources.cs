using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Size of a pod as it is paid for.</summary>
internal sealed record PodResources
{
    /// <summary>vCPU, such as 1, 0.5 or 500m.</summary>
    [JsonPropertyName("cpu")]
    [JsonConverter(typeof(NumberOrTextConverter))]
    public string Cpu { get; init; } = "1";

    /// <summary>Memory in Mi or Gi.</summary>
    [JsonPropertyName("memory")]
    public string Memory { get; init; } = "2Gi";

    /// <exception cref="InvalidSpecException">Fargate sells no such size.</exception>
    public FargateSize ParseSize() =>
        FargateSize.TryParse(Cpu, Memory, out var size)
            ? size
            : throw new InvalidSpecException("spec.pod.resources", $"cpu {Cpu}, memory {Memory}", "a size that Fargate sells, such as cpu 1 and memory 2Gi");
}
