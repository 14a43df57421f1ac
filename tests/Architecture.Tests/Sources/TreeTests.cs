namespace KeyspacesStreamer.Architecture.Tests.Sources;

/// <summary>The rules would hold for an empty tree, so this one says that it is not empty.</summary>
public sealed class TreeTests
{
    [Theory]
    [InlineData("src/StreamPod/Program.cs")]
    [InlineData("tests/Architecture.Tests/Sources/TreeTests.cs")]
    public void CSharp_KnownFile_IsRead(string path) => Assert.Contains(Tree.CSharp, file => file.Path == path && file.Text.Length > 0);

    [Fact]
    public void CSharp_BuildResults_AreLeftOut() => Assert.DoesNotContain(Tree.CSharp, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
}
