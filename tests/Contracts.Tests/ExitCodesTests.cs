using System.Reflection;

namespace KeyspacesStreamer.Contracts.Tests;

/// <summary>Exit codes stay apart from each other and from those of shells and signals.</summary>
public sealed class ExitCodesTests
{
    [Fact]
    public void Codes_AreDistinctAndBelowTheShells()
    {
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToList();

        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.InRange(code, 0, 63));
    }

    [Fact]
    public void StatusPort_IsTheDefaultOfTheSettings() => Assert.Equal(Ports.Status, new Contracts.Settings.PodSettings().Port);
}
