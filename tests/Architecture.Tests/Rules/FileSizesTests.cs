using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Lengths of files.</summary>
public sealed class FileSizesTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(FileSizes.Violations(Tree.CSharp));

    [Theory]
    [InlineData("src/StreamPod/Leases/Lease.cs", 301, "301 lines, at most 300")]
    [InlineData("tests/StreamPod.Tests/Leases/LeaseTests.cs", 401, "401 lines, at most 400")]
    public void Violations_OneLineTooMany_TellsBothNumbers(string path, int lines, string expected) =>
        Verdict.Names(FileSizes.Violations([LongFile(path, lines)]), expected);

    [Theory]
    [InlineData("src/StreamPod/Leases/Lease.cs", 300)]
    [InlineData("tests/StreamPod.Tests/Leases/LeaseTests.cs", 400)]
    public void Violations_AtTheLimit_IsClean(string path, int lines) => Verdict.IsClean(FileSizes.Violations([LongFile(path, lines)]));

    private static SourceFile LongFile(string path, int lines) => new(path, string.Concat(Enumerable.Repeat("// line\n", lines)));
}
