using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Simulation.Tests.Campaigns;

/// <summary>Schedules that once broke an invariant, shrunk: each was red before its fault was mended.</summary>
public sealed class RegressionTests
{
    public static TheoryData<string> Names => new(Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static string Folder => RepositoryRoot.PathOf("tests/Simulation.Tests/Regressions");

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_ScheduleThatOnceFailed_KeepsEveryInvariant(string name)
    {
        var schedule = ScheduleDocument.Read(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));

        var outcome = ScheduleRun.Of(schedule, isTraced: true);

        Assert.True(outcome.Violation is null, $"{schedule.Note}\n{outcome.Violation}\n{string.Join('\n', TraceText.WithoutRoutine(outcome.Trace).TakeLast(60))}");
    }
}
