using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Folders of one machine in code.</summary>
public sealed class AbsolutePathsTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(AbsolutePaths.Violations(Tree.CSharp));

    // Built from pieces, so that this file holds the rule too.
    [Theory]
    [InlineData("home")]
    [InlineData("root")]
    [InlineData("work")]
    [InlineData("Users")]
    public void Violations_MachineFolder_NamesTheLine(string folder)
    {
        var file = new SourceFile("src/StreamPod/Leases/Lease.cs", $"\nvar x = \"/{folder}/somebody\";");

        Verdict.Names(AbsolutePaths.Violations([file]), "line 2 names");
    }

    [Theory]
    [InlineData("var x = \"https://docs.aws.amazon.com/home/guide\";")]
    [InlineData("var x = \"/etc/streampod/settings.json\";")]
    public void Violations_AddressOrContainerPath_IsClean(string code) =>
        Verdict.IsClean(AbsolutePaths.Violations([new SourceFile("src/StreamPod/Leases/Lease.cs", code)]));
}
