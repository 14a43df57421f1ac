using System.Globalization;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Fuzzing.Targets;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Fuzzing.Tests;

/// <summary>A minute of inputs that nobody meant, other ones each time; FUZZ_SECONDS=3600 for an hour, FUZZ_SEED for the same ones again.</summary>
public sealed partial class FuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Readers_OfAnyBytes_KeepTheirInvariants()
    {
        var seed = TestEnvironment.FuzzSeed ?? TestEnvironment.AnySeed;
        using var folder = new TemporaryFolder();

        var (code, said) = await FuzzProgram.RunAsync(
            folder, "--seconds", TestEnvironment.FuzzSeconds.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture), "--findings", RepositoryRoot.PathOf("artifacts", "fuzz"));

        output.WriteLine(said);
        Assert.True(code == 0, $"FUZZ_SEED={seed}: exit code {code}\n{said}");
        var runs = Run().Matches(said).ToDictionary(run => run.Groups["target"].Value, run => (Kept: Number(run, "kept"), Seeds: Number(run, "seeds")));
        Assert.Equal(FuzzTargets.All.Select(target => target.Name), runs.Keys);
        // Else nothing counts branches, and inputs are only shaken.
        Assert.All(runs, run => Assert.True(run.Value.Kept > run.Value.Seeds / 2, $"{run.Key} took no way that its seeds do not take: {said}"));
    }

    private static int Number(Match run, string group) => int.Parse(run.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<target>\w+): (?<inputs>\d+) inputs, (?<branches>[1-9]\d*) branches, (?<kept>\d+) inputs with ways of their own, (?<seeds>\d+) of them", RegexOptions.Multiline)]
    private static partial Regex Run();
}
