using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Tests.Api.V1Alpha1;

/// <summary>Sizes that Fargate sells.</summary>
public sealed class FargateSizeTests
{
    [Fact]
    public void All_CountsWhatTheTableOfFargateHas() => Assert.Equal(3 + 4 + 7 + 13 + 23 + 12 + 12, FargateSize.All.Distinct().Count());

    [Theory]
    [InlineData("1", "2Gi", "1000m", "1792Mi", "1vCPU 2GB")]
    [InlineData("0.25", "512Mi", "250m", "256Mi", "0.25vCPU 0.5GB")]
    [InlineData("250m", "1024Mi", "250m", "768Mi", "0.25vCPU 1GB")]
    [InlineData("500m", "4Gi", "500m", "3840Mi", "0.5vCPU 4GB")]
    [InlineData("4", "30Gi", "4000m", "30464Mi", "4vCPU 30GB")]
    [InlineData("16", "120Gi", "16000m", "122624Mi", "16vCPU 120GB")]
    public void TryParse_SizeThatIsSold_AsksFor256MiLess(string cpu, string memory, string cpuRequest, string memoryRequest, string text)
    {
        Assert.True(FargateSize.TryParse(cpu, memory, out var size));

        Assert.Equal((cpuRequest, memoryRequest, text), (size.CpuRequest, size.MemoryRequest, size.ToString()));
    }

    [Theory]
    [InlineData("3", "8Gi")]
    [InlineData("1", "1Gi")]
    [InlineData("1", "9Gi")]
    [InlineData("1", "1792Mi")]
    [InlineData("8", "18Gi")]
    [InlineData("0.25", "4Gi")]
    [InlineData("99999999999999999999", "2Gi")]
    [InlineData("0.0001", "2Gi")]
    [InlineData("", "")]
    [InlineData("-1", "2Gi")]
    [InlineData("1", "2G")]
    public void TryParse_OtherSize_IsRefused(string cpu, string memory) => Assert.False(FargateSize.TryParse(cpu, memory, out _));

    [Fact]
    public void ParseSize_OtherSize_NamesWhatStandsThere()
    {
        var problem = Assert.Throws<InvalidSpecException>(() => new PodResources { Cpu = "3", Memory = "8Gi" }.ParseSize());

        Assert.Equal("spec.pod.resources: cpu 3, memory 8Gi: write a size that Fargate sells, such as cpu 1 and memory 2Gi.", problem.Message);
    }
}
