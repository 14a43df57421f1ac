using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Real time in tests.</summary>
public sealed class RealTimeTests
{
    private const string Path = "tests/Cluster.Tests/LoadTests.cs";

    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(RealTime.Violations(Tree.CSharp));

    [Fact]
    public void Tree_Always_NeedsWhatIsAllowed() => Verdict.IsClean(RealTime.Unneeded(Tree.CSharp));

    [Theory]
    [InlineData("var watch = Stopwatch.StartNew();", "measures real time")]
    [InlineData("Assert.True(TimeProvider.System.GetElapsedTime(began) < Longest);", "measures real time")]
    [InlineData("cancel.CancelAfter(Longest);", "has a bound of its own")]
    [InlineData("using var bound = new CancellationTokenSource(Longest);", "has a bound of its own")]
    [InlineData("await task.WaitAsync(TimeSpan.FromSeconds(5));", "has a bound of its own")]
    [InlineData("await task.WaitAsync(Longest, TimeProvider.System, Token);", "has a bound of its own")]
    [InlineData("var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };", "has a bound of its own")]
    [InlineData("[Fact(Timeout = 5000)]", "has a bound of its own")]
    [InlineData("kubectl(\"wait\", \"--timeout=60s\");", "use Phase.KubectlTimeout")]
    [InlineData("kubectl(\"wait\", \"--timeout\", \"60s\");", "use Phase.KubectlTimeout")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, Token);", "lets real time pass")]
    public void Violations_RealTimeOfItsOwn_IsNamed(string code, string expected) => Verdict.Names(RealTime.Violations([new SourceFile(Path, code)]), expected);

    [Theory]
    [InlineData("await Phase.UntilAsync(\"it is there\", Phase.Patience * 3, Look, Token);")]
    [InlineData("await Pace.PauseAsync(TimeSpan.FromSeconds(1), Token);")]
    [InlineData("await semaphore.WaitAsync(Token);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(20), clock, Token);")]
    [InlineData("await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Token);")]
    [InlineData("using var stop = new CancellationTokenSource();")]
    [InlineData("// Stopwatch and --timeout=5s")]
    public void Violations_SharedBoundOrFakeTime_IsClean(string code) => Verdict.IsClean(RealTime.Violations([new SourceFile(Path, code)]));

    [Fact]
    public void Violations_AllowedFile_IsClean() =>
        Verdict.IsClean(RealTime.Violations([new SourceFile(RealTime.Allowed.Keys.First(), "var watch = Stopwatch.StartNew();")]));
}
