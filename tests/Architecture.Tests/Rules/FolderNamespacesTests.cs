using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Namespaces and the folders they belong to.</summary>
public sealed class FolderNamespacesTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(FolderNamespaces.Violations(Tree.CSharp));

    [Theory]
    [InlineData("src/StreamPod/Leases/Lease.cs", "namespace KeyspacesStreamer.StreamPod.Records;", "expected KeyspacesStreamer.StreamPod.Leases")]
    [InlineData("src/Contracts/Settings/Source.cs", "namespace KeyspacesStreamer.Contracts;", "expected KeyspacesStreamer.Contracts.Settings")]
    [InlineData("src/StreamPod/Leases/Lease.cs", "global using KeyspacesStreamer.StreamPod.Objects;", "global using")]
    public void Violations_OtherNamespace_NamesTheRightOne(string path, string line, string expected) =>
        Verdict.Names(FolderNamespaces.Violations([new SourceFile(path, line)]), expected);

    [Theory]
    [InlineData("src/StreamPod/Leases/Lease.cs", "namespace KeyspacesStreamer.StreamPod.Leases;")]
    [InlineData("src/KeyspacesStreams/Model/Shard.cs", "namespace Amazon.KeyspacesStreams.Model;")]
    public void Violations_NamespaceOfTheFolder_IsClean(string path, string line) =>
        Verdict.IsClean(FolderNamespaces.Violations([new SourceFile(path, line)]));
}
