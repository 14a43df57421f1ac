using System.Text.RegularExpressions;
using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>What Fargate wrote on the pods: the size it bills, and whether it collects logs.</summary>
internal sealed partial record FargateReport
{
    public const string LargerThanAsked = "BilledCapacityLargerThanAsked";
    public const string LoggingDisabled = "LoggingDisabled";

    private const string DisabledPrefix = "LoggingDisabled:";

    /// <summary>Size that is billed for the newest pod, as Fargate writes it; null when no pod runs on Fargate.</summary>
    public string? BilledCapacity { get; init; }

    public IReadOnlyList<FargateWarning> Warnings { get; init; } = [];

    public static FargateReport Of(FargateSize asked, IReadOnlyList<V1Pod> pods)
    {
        var newest = pods
            .Where(pod => !PodLife.IsLeaving(pod) && !PodLife.IsOver(pod) && AnnotationOf(pod, "CapacityProvisioned") is not null)
            .OrderByDescending(pod => pod.Metadata.CreationTimestamp).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal).FirstOrDefault();
        if (newest is null)
        {
            return new FargateReport();
        }

        var billed = AnnotationOf(newest, "CapacityProvisioned");
        return new FargateReport
        {
            BilledCapacity = billed,
            Warnings = [.. new[] { OnSize(asked, billed), OnLogging(AnnotationOf(newest, "Logging")) }.OfType<FargateWarning>()],
        };
    }

    private static FargateWarning? OnSize(FargateSize asked, string? billed) =>
        IsLarger(billed, asked)
            ? new FargateWarning(
                LargerThanAsked,
                $"Fargate bills {billed} a pod where spec.pod.resources asks for {asked}. Something adds to the pods' requests: look for injected sidecars and LimitRanges.")
            : null;

    private static FargateWarning? OnLogging(string? logging) =>
        logging?.StartsWith(DisabledPrefix, StringComparison.Ordinal) == true
            ? new FargateWarning(
                LoggingDisabled,
                $"Fargate does not collect the pods' logs ({logging[DisabledPrefix.Length..].Trim()}). Correct ConfigMap aws-logging in namespace aws-observability, which needs the label "
                + "aws-observability=enabled, then replace the pods: only new ones take it up.")
            : null;

    private static bool IsLarger(string? billed, FargateSize asked)
    {
        var size = Capacity().Match(billed ?? "");
        return size.Success
            && (Number(size.Groups["cpu"]) * 1000 > asked.MilliCpu || Number(size.Groups["memory"]) * 1024 > asked.MemoryMebibytes);
    }

    private static decimal Number(Group group) => decimal.Parse(group.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static string? AnnotationOf(V1Pod pod, string name) => pod.Metadata.Annotations?.TryGetValue(name, out var value) == true ? value : null;

    [GeneratedRegex(@"^(?<cpu>\d{1,4}(\.\d{1,4})?)vCPU (?<memory>\d{1,6}(\.\d{1,4})?)GB$")]
    private static partial Regex Capacity();
}
