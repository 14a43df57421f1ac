using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Words in names of types and folders.</summary>
public sealed class TypeNamesTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(TypeNames.Violations(Tree.CSharp));

    [Theory]
    [InlineData("src/StreamPod/Leases/LeaseManager.cs", "class LeaseManager;", "LeaseManager is named Manager")]
    [InlineData("src/StreamPod/Leases/JsonHelpers.cs", "class JsonHelpers;", "JsonHelpers is named Helpers")]
    [InlineData("src/StreamPod/Leases/ShardInfo.cs", "class ShardInfo;", "ShardInfo is named Info")]
    [InlineData("tests/StreamPod.Tests/Leases/CommonLease.cs", "class CommonLease;", "CommonLease is named Common")]
    [InlineData("src/StreamPod/Utils/Lease.cs", "class Lease;", "Utils is named Utils")]
    public void Violations_BannedWord_IsNamed(string path, string code, string expected) =>
        Verdict.Names(TypeNames.Violations([new SourceFile(path, code)]), expected);

    [Theory]
    [InlineData("src/StreamPod/Leases/Information.cs", "class Information;")]
    [InlineData("src/KeyspacesStreams/Model/ShardInfo.cs", "class ShardInfo;")]
    public void Violations_OtherWordOrOfficialName_IsClean(string path, string code) =>
        Verdict.IsClean(TypeNames.Violations([new SourceFile(path, code)]));
}
