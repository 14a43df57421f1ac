using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Simulation.Tests.Examples;

/// <summary>How to simulate a pipeline of one's own: its settings file, its pods, its shards. Explained in docs/simulation.md.</summary>
public sealed class OwnPipelineExample(ITestOutputHelper output)
{
    [Fact]
    public void Run_SettingsOfAnOrdersTable_KeepEveryInvariant()
    {
        var settings = SettingsDocument.Read(File.ReadAllBytes(RepositoryRoot.PathOf("examples/simulation/orders.json"))).Settings;
        var pipeline = new PipelineSimulation(settings) { Pods = 3, Shards = 6, Schedules = 200 };

        var result = pipeline.Run();

        output.WriteLine(result.Summary);
        Assert.True(result.IsGreen, result.Failures);
    }
}
