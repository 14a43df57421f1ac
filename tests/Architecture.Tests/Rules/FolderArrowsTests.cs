using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Arrows between the folders of the pod and of the operator.</summary>
public sealed class FolderArrowsTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(FolderArrows.Violations(Tree.CSharp));

    [Theory]
    [InlineData("Records", "using KeyspacesStreamer.StreamPod.Faults;", "Records may not use Faults")]
    [InlineData("Leases", "using KeyspacesStreamer.StreamPod.Objects;", "Leases may not use Objects")]
    [InlineData("Groups", "using Store = KeyspacesStreamer.StreamPod.Objects.IObjectStore;", "Groups may not use Objects")]
    [InlineData("Reading", "using static KeyspacesStreamer.StreamPod.Leases.Lease;", "Reading may not use Leases")]
    [InlineData("Objects", "var x = new global::KeyspacesStreamer.StreamPod.Checkpoints.Commit();", "Objects may not use Checkpoints")]
    [InlineData("Checkpoints", "var x = StreamPod.Shards.ShardWorker.Name;", "Checkpoints may not use Shards")]
    [InlineData("Shards", "using KeyspacesStreamer.StreamPod.Configuration;", "Shards may not use Configuration")]
    [InlineData("Configuration", "using KeyspacesStreamer.StreamPod.Commands;", "Configuration may not use Commands")]
    [InlineData("Records", "var x = $\"{KeyspacesStreamer.StreamPod.Leases.Lease.Name}\";", "Records may not use Leases")]
    public void Violations_ArrowUp_NamesBothFolders(string folder, string line, string expected)
    {
        var file = PodFile($"{folder}/Example.cs", line);

        Verdict.Names(FolderArrows.Violations([file]), expected);
    }

    [Fact]
    public void Violations_RelativeNameOfAnotherFoldersType_IsAnArrow()
    {
        var lease = PodFile("Leases/Lease.cs", "");
        var user = PodFile("Records/Example.cs", "Leases.Lease? lease = null;");

        Verdict.Names(FolderArrows.Violations([lease, user]), "Records may not use Leases");
    }

    [Theory]
    [InlineData("Leases", "using KeyspacesStreamer.StreamPod.Records;")]
    [InlineData("Leases", "using KeyspacesStreamer.StreamPod.Observability;")]
    [InlineData("Objects", "using KeyspacesStreamer.StreamPod.Groups;")]
    [InlineData("Commands", "using KeyspacesStreamer.StreamPod.Configuration;")]
    [InlineData("Records", "using KeyspacesStreamer.StreamPod.Records;")]
    [InlineData("Records", "var text = Other.Library.Formats.Any; var other = Formats.Any;")]
    [InlineData("Records", "// see KeyspacesStreamer.StreamPod.Leases")]
    [InlineData("Records", "var text = \"KeyspacesStreamer.StreamPod.Leases\";")]
    public void Violations_ArrowDownOrNone_IsClean(string folder, string line)
    {
        var format = PodFile("Formats/IObjectFormat.cs", "");

        Verdict.IsClean(FolderArrows.Violations([format, PodFile($"{folder}/Example.cs", line)]));
    }

    [Theory]
    [InlineData("WorkQueue", "using KeyspacesStreamer.Operator.Watching;", "WorkQueue may not use Watching")]
    [InlineData("Reconciling", "using KeyspacesStreamer.Operator.Controllers;", "Reconciling may not use Controllers")]
    [InlineData("Resources", "using KeyspacesStreamer.Operator.Aws;", "Resources may not use Aws")]
    [InlineData("Aws", "var x = Operator.Kubernetes.ResourceKinds.Pods;", "Aws may not use Kubernetes")]
    public void Violations_ArrowUpInTheOperator_NamesBothFolders(string folder, string line, string expected)
    {
        var file = new SourceFile($"src/Operator/{folder}/Example.cs", line + "\n");

        Verdict.Names(FolderArrows.Violations([file]), expected);
    }

    [Fact]
    public void Violations_UnknownFolder_AsksForItsArrows() =>
        Verdict.Names(FolderArrows.Violations([PodFile("Misc/Example.cs", "")]), "folder Misc has no arrows");

    [Fact]
    public void Violations_TypeBesideProgram_IsRefused() =>
        Verdict.Names(FolderArrows.Violations([PodFile("Program.cs", ""), PodFile("Example.cs", "")]), "only Program.cs");

    private static SourceFile PodFile(string path, string line) => new($"src/StreamPod/{path}", line + "\n");
}
