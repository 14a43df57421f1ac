using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Workloads;
using static KeyspacesStreamer.Operator.Tests.Doubles.PodSamples;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Workloads;

public sealed class FargateReportTests
{
    private static readonly FargateSize Asked = new(1_000, 2_048);

    [Fact]
    public void Of_NotOnFargate_IsEmpty()
    {
        var report = FargateReport.Of(Asked, [Ready("a")]);

        Assert.Null(report.BilledCapacity);
        Assert.Empty(report.Warnings);
    }

    [Theory]
    [InlineData("1vCPU 2GB", false)]
    [InlineData("0.5vCPU 1GB", false)]
    [InlineData("1vCPU 3GB", true)]
    [InlineData("2vCPU 2GB", true)]
    [InlineData("something new", false)]
    public void Of_Capacity_WarnsOnlyWhenItIsLargerThanAsked(string billed, bool warns)
    {
        var report = FargateReport.Of(Asked, [On(Ready("a"), billed)]);

        Assert.Equal(billed, report.BilledCapacity);
        Assert.Equal(warns ? [FargateReport.LargerThanAsked] : [], report.Warnings.Select(warning => warning.Reason));
    }

    [Fact]
    public void Of_SeveralPods_TellsOfTheNewestThatStays()
    {
        var report = FargateReport.Of(Asked, [On(Ready("old", 60), "1vCPU 3GB"), On(Ready("new", 5), "1vCPU 2GB"), On(Leaving(Ready("leaving", 1)), "4vCPU 8GB")]);

        Assert.Equal("1vCPU 2GB", report.BilledCapacity);
        Assert.Empty(report.Warnings);
    }

    [Theory]
    [InlineData("LoggingEnabled", false)]
    [InlineData("LoggingDisabled: LOGGING_CONFIGMAP_NOT_FOUND", true)]
    public void Of_Logging_WarnsWithTheCauseWhenItIsOff(string logging, bool warns)
    {
        var pod = On(Ready("a"), "1vCPU 2GB");
        pod.Metadata.Annotations["Logging"] = logging;

        var warnings = FargateReport.Of(Asked, [pod]).Warnings;

        Assert.Equal(warns, warnings.Any(warning => warning.Reason == FargateReport.LoggingDisabled && warning.Message.Contains("(LOGGING_CONFIGMAP_NOT_FOUND)", StringComparison.Ordinal)));
    }

    private static V1Pod On(V1Pod pod, string billed)
    {
        pod.Metadata.Annotations["CapacityProvisioned"] = billed;
        return pod;
    }
}
