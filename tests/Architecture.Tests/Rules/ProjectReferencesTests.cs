using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Project references of src.</summary>
public sealed class ProjectReferencesTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(ProjectReferences.Violations(Tree.Projects));

    [Fact]
    public void Tree_Always_HasTheProjectsOfTheDesign() =>
        Assert.Superset(
            new HashSet<string> { "AwsAccess.csproj", "Contracts.csproj", "Hosting.csproj", "KeyspacesStreams.csproj", "StreamPod.csproj", "StreamsEmulator.csproj" },
            Tree.Projects.Where(project => project.IsBelow("src")).Select(project => project.FileName).ToHashSet());

    [Theory]
    [InlineData("StreamsEmulator", "Contracts", "StreamsEmulator may not reference Contracts")]
    [InlineData("Contracts", "StreamPod", "Contracts may not reference StreamPod")]
    [InlineData("KeyspacesStreams", "Testing", "KeyspacesStreams may not reference Testing")]
    public void Violations_ExtraReference_NamesIt(string project, string reference, string expected) =>
        Verdict.Names(ProjectReferences.Violations([Project(project, reference)]), expected);

    [Fact]
    public void Violations_MissingReference_NamesIt() =>
        Verdict.Names(ProjectReferences.Violations([Project("StreamPod", "AwsAccess", "Contracts", "Hosting")]), "StreamPod does not reference KeyspacesStreams");

    [Fact]
    public void Violations_UnknownProject_AsksForItsPlace() =>
        Verdict.Names(ProjectReferences.Violations([Project("Shared")]), "has no place in the design");

    private static SourceFile Project(string name, params string[] references) => new(
        $"src/{name}/{name}.csproj",
        string.Concat(references.Select(reference => $@"<ProjectReference Include=""..\{reference}\{reference}.csproj"" />")));
}
