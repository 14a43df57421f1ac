using System.Diagnostics.CodeAnalysis;
using KeyspacesStreamer.Simulation.Coverage;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Testing;

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
    public async Task Report_Always_IsUpToDate()
    {
        var file = RepositoryRoot.PathOf("docs", "simulation", "crash-points.md");
        var report = CrashReport.Of(Path, Sweep.Value);

        if (MustRefresh())
        {
            Directory.CreateDirectory(RepositoryRoot.PathOf("docs", "simulation"));
            await File.WriteAllTextAsync(file, report, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), report);
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The edge of the tests: the switch is an environment variable.")]
    private static bool MustRefresh() => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";
}
