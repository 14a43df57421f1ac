using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>What the emulator and the lab may not name.</summary>
public sealed class EmulatorIndependenceTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(EmulatorIndependence.Violations(Tree.CSharp));

    [Theory]
    [InlineData("using Amazon.KeyspacesStreams.Model;")]
    [InlineData("using KeyspacesStreamer.Contracts;")]
    [InlineData("var x = global::KeyspacesStreamer.StreamPod.Records.ShardId.Parse(y);")]
    public void Violations_TypeOfAnotherProject_NamesTheLine(string line) =>
        Verdict.Names(EmulatorIndependence.Violations([new SourceFile("src/StreamsEmulator/Example.cs", "\n" + line)]), "line 2 uses");

    [Theory]
    [InlineData("using KeyspacesStreamer.Operator.Aws.Policies;")]
    [InlineData("using Amazon.Runtime;")]
    [InlineData("using KeyspacesStreamer.AwsAccess;")]
    public void Violations_TypeOfAnotherProjectInTheLab_NamesTheLine(string line) =>
        Verdict.Names(EmulatorIndependence.Violations([new SourceFile("tests/AwsLab/Example.cs", "\n" + line)]), "line 2 uses");

    [Fact]
    public void Violations_TestsOfTheLab_UseTheOfficialClients() =>
        Verdict.IsClean(EmulatorIndependence.Violations([new SourceFile("tests/AwsLab.Tests/Example.cs", "using Amazon.Runtime;")]));

    [Fact]
    public void Violations_OwnNamespace_IsClean() =>
        Verdict.IsClean(EmulatorIndependence.Violations([new SourceFile("src/StreamsEmulator/Example.cs", "namespace KeyspacesStreamer.StreamsEmulator;")]));
}
