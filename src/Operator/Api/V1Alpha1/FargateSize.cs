using System.Globalization;
using KeyspacesStreamer.Contracts.Settings;
using static System.FormattableString;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>A pod size that Fargate sells: https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html</summary>
/// <param name="MilliCpu">Thousandths of a vCPU.</param>
/// <param name="MemoryMebibytes">Memory that is paid for.</param>
internal readonly record struct FargateSize(int MilliCpu, int MemoryMebibytes)
{
    /// <summary>What Fargate adds to the memory requests for kubelet, kube-proxy and containerd before it rounds up.</summary>
    public const int OverheadMebibytes = 256;

    private const int Gibibyte = 1024;

    private static readonly (int MilliCpu, int Least, int Most, int Step)[] Rows =
    [
        (500, 1 * Gibibyte, 4 * Gibibyte, Gibibyte),
        (1_000, 2 * Gibibyte, 8 * Gibibyte, Gibibyte),
        (2_000, 4 * Gibibyte, 16 * Gibibyte, Gibibyte),
        (4_000, 8 * Gibibyte, 30 * Gibibyte, Gibibyte),
        (8_000, 16 * Gibibyte, 60 * Gibibyte, 4 * Gibibyte),
        (16_000, 32 * Gibibyte, 120 * Gibibyte, 8 * Gibibyte),
    ];

    /// <summary>All sizes, by vCPU, then by memory.</summary>
    public static IReadOnlyList<FargateSize> All { get; } =
    [
        new(250, Gibibyte / 2), new(250, Gibibyte), new(250, 2 * Gibibyte),
        .. Rows.SelectMany(row => Enumerable.Range(0, (row.Most - row.Least) / row.Step + 1).Select(step => new FargateSize(row.MilliCpu, row.Least + step * row.Step))),
    ];

    /// <summary>What a container requests so that this size is what Fargate bills: 256Mi less.</summary>
    public string MemoryRequest => Invariant($"{MemoryMebibytes - OverheadMebibytes}Mi");

    /// <summary>The vCPU that a container requests.</summary>
    public string CpuRequest => Invariant($"{MilliCpu}m");

    /// <summary>Reads a size from vCPU (<c>1</c>, <c>0.5</c>, <c>500m</c>) and memory (<c>512Mi</c>, <c>2Gi</c>); false when Fargate sells none such.</summary>
    public static bool TryParse(string cpu, string memory, out FargateSize size)
    {
        size = TryReadCpu(cpu, out var milliCpu) && TryReadMemory(memory, out var mebibytes) ? new FargateSize(milliCpu, mebibytes) : default;
        return All.Contains(size);
    }

    /// <summary>As Fargate's annotation CapacityProvisioned writes it: <c>0.25vCPU 0.5GB</c>.</summary>
    public override string ToString() => Invariant($"{MilliCpu / 1000m:0.##}vCPU {MemoryMebibytes / 1024m:0.#}GB");

    private static bool TryReadCpu(string text, out int milliCpu)
    {
        milliCpu = 0;
        if (text.EndsWith('m'))
        {
            return int.TryParse(text.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out milliCpu);
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cpu) || cpu is <= 0 or > 16)
        {
            return false;
        }

        milliCpu = (int)(cpu * 1000);
        return milliCpu == cpu * 1000;
    }

    private static bool TryReadMemory(string text, out int mebibytes)
    {
        mebibytes = 0;
        if (!SizeText.TryParse(text, out var bytes) || bytes % (1L << 20) != 0 || bytes >> 20 > int.MaxValue)
        {
            return false;
        }

        mebibytes = (int)(bytes >> 20);
        return true;
    }
}
