using KeyspacesStreamer.Fuzzing.Engine;
using KeyspacesStreamer.Fuzzing.Targets;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Fuzzing.Tests;

/// <summary>Every input that was kept: the first ones, and each that once broke something.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string, string> Inputs { get; } =
    [
        .. FuzzTargets.All.SelectMany(target => SeedFiles.Of(target, RepositoryRoot.PathOf("tests", "Fuzzing", "Corpus"))
            .Select(seed => new TheoryDataRow<string, string>(target.Name, Path.GetFileName(seed.Path)))),
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Invariants_OfAKeptInput_Hold(string target, string file) =>
        FuzzTargets.Find(target)!.Check(File.ReadAllBytes(RepositoryRoot.PathOf("tests", "Fuzzing", "Corpus", target, file)));
}
