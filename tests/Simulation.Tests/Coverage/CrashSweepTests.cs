using KeyspacesStreamer.Simulation.Coverage;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Simulation.Tests.Coverage;

public sealed class CrashSweepTests
{
    private static readonly Lazy<AwaitPoints> Pod = new(() => AwaitPoints.OfPod(RepositoryRoot.Path));
    private static readonly Lazy<SweepResult> Sweep = new(() => new CrashSweep(Pod.Value).Run(SweepSchedules.All));

    private static IReadOnlyList<AwaitPoint> Path => Pod.Value.In(CommitPath.Places);

    [Fact]
    public void Crash_AtEveryStepAndRequest_BreaksNoInvariant()
    {
        var findings = Sweep.Value.Findings;

        Assert.True(findings.Count == 0, $"{findings.Count} crashes broke an invariant, among them:\n{string.Join("\n\n", findings.Take(3))}");
    }

    [Fact]
    public void CommitPath_EveryAwaitThatWaits_WasCrashed()
    {
        var spared = Path.Where(point => !Sweep.Value.CrashesAt.ContainsKey(point) && CommitPath.ExcuseOf(point) is null);

        Assert.Empty(spared);
    }

    [Fact]
    public void Excuse_Always_IsForAnAwaitThatWasNeverCrashed()
    {
        var needless = CommitPath.Excused.Where(excused => Path.Count(point => excused.Is(point) && !Sweep.Value.CrashesAt.ContainsKey(point)) != 1);

        Assert.Empty(needless);
    }

    [Fact]
    public void Step_OfUnknownForm_IsNotPassedOver()
    {
        var awaits = new SuspendedAwaits(Pod.Value);

        Assert.Throws<InvalidOperationException>(() => awaits.Of(new Step(null, _ => { }, new object())));
        Assert.Throws<InvalidOperationException>(() => awaits.Of(new Step(null, _ => { }, () => { })));
    }

    [Fact]
    public void Report_Always_IsUpToDate() => GoldenFile.Compare("docs/simulation/crash-points.md", CrashReport.Of(Path, Sweep.Value));
}
