using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Architecture.Tests.Images;

/// <summary>The Dockerfiles make the same images as <c>make images</c>, by the rules for images that others run.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string> Names => ["streampod", "operator"];

    [Theory]
    [MemberData(nameof(Names))]
    public void From_EveryStage_IsPinnedByDigest(string name) =>
        Assert.All(Of(name).All("FROM"), image => Assert.Matches(PinnedImage(), image));

    [Theory]
    [MemberData(nameof(Names))]
    public void From_LastStage_IsTheBaseOfTheProject(string name) =>
        Assert.Equal(PropertiesOf(name).Of("ContainerBaseImage"), Of(name).LastStage.Only("FROM"));

    [Theory]
    [MemberData(nameof(Names))]
    public void User_LastStage_IsTheNumberOfTheProject(string name) =>
        Assert.Equal(PropertiesOf(name).Of("ContainerUser"), Of(name).LastStage.Only("USER"));

    [Theory]
    [MemberData(nameof(Names))]
    public void User_OfTheProject_IsANumberAndNotRoot(string name) =>
        Assert.True(int.Parse(PropertiesOf(name).Of("ContainerUser"), System.Globalization.CultureInfo.InvariantCulture) > 0);

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_LastStage_IsAbsent(string name) =>
        Assert.Empty(Of(name).LastStage.All("RUN")); // there is no shell in it

    [Theory]
    [MemberData(nameof(Names))]
    public void Add_EveryStage_IsAbsent(string name) => Assert.Empty(Of(name).All("ADD"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Expose_LastStage_IsThePortOfProbes(string name)
    {
        var port = Of(name).LastStage.Only("EXPOSE");

        Assert.Equal(Ports.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), port);
        Assert.Equal(PropertiesOf(name).Port, port);
    }

    [Theory]
    [InlineData("streampod", """["/app/streampod"]""")]
    [InlineData("operator", """["dotnet", "/app/streamer-operator.dll"]""")]
    public void Entrypoint_LastStage_IsTheProgramWithoutAShell(string name, string expected) =>
        Assert.Equal(expected, Of(name).LastStage.Only("ENTRYPOINT"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Label_LastStage_TellsWhatTheProjectTells(string name)
    {
        var (image, properties) = (Of(name).LastStage, PropertiesOf(name));

        Assert.Equal(properties.Of("ContainerTitle"), image.Label("org.opencontainers.image.title"));
        Assert.Equal(properties.Of("ContainerDescription"), image.Label("org.opencontainers.image.description"));
        Assert.Equal("Apache-2.0", image.Label("org.opencontainers.image.licenses"));
        Assert.Equal("${VERSION}", image.Label("org.opencontainers.image.version"));
        Assert.Equal("${REVISION}", image.Label("org.opencontainers.image.revision"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Env_LastStage_IsTheEnvironmentOfTheProject(string name)
    {
        var environment = string.Join(' ', Of(name).LastStage.All("ENV")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(PropertiesOf(name).Environment.Select(pair => $"{pair.Key}={pair.Value}").Order(), environment.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Copy_FromTheCheckout_NamesWhatIsThere(string name) =>
        Assert.All(Of(name).CopiedPaths(), path => Assert.True(Path.Exists(RepositoryRoot.PathOf(path)), $"{path} is not in the checkout"));

    [Theory]
    [InlineData("streampod", "StreamPod")]
    [InlineData("operator", "Operator")]
    public void Copy_FromTheCheckout_HasEveryProjectThatIsBuilt(string name, string project) =>
        Assert.Equal(ProjectsOf(project).Select(built => $"src/{built}").Order(), Of(name).CopiedPaths().Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Version_ByDefault_IsTheVersionOfTheTree(string name) =>
        Assert.Contains($"VERSION={VersionOfTheTree()}", Of(name).LastStage.All("ARG"));

    [Theory]
    [InlineData("StreamPod")]
    [InlineData("Operator")]
    public void Project_OfAnImage_ImportsTheContainerProperties(string project) =>
        Assert.Contains(
            @"<Import Project=""..\..\eng\Container.props"" />",
            File.ReadAllText(RepositoryRoot.PathOf("src", project, project + ".csproj")),
            StringComparison.Ordinal);

    /// <summary>A project and all that it refers to.</summary>
    private static HashSet<string> ProjectsOf(string project)
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf("src", project, project + ".csproj"));
        return [project, .. Reference().Matches(text).SelectMany(match => ProjectsOf(match.Groups["name"].Value))];
    }

    private static Dockerfile Of(string name) =>
        new(File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "docker", name + ".Dockerfile")));

    private static ContainerProperties PropertiesOf(string name) => new(isNative: name == "streampod");

    private static string VersionOfTheTree() =>
        VersionPrefix().Match(File.ReadAllText(RepositoryRoot.PathOf("Directory.Build.props"))).Groups["version"].Value;

    [GeneratedRegex(@"^mcr\.microsoft\.com/dotnet/[\w-]+:\d+\.\d+-noble[\w-]*@sha256:[0-9a-f]{64}( AS build)?$")]
    private static partial Regex PinnedImage();

    [GeneratedRegex(@"<ProjectReference Include=""\.\.\\(?<name>\w+)\\")]
    private static partial Regex Reference();

    [GeneratedRegex("<VersionPrefix>(?<version>[^<]+)</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
