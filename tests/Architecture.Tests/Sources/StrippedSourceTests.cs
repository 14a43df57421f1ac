namespace KeyspacesStreamer.Architecture.Tests.Sources;

/// <summary>What is code and what is not.</summary>
public sealed class StrippedSourceTests
{
    [Theory]
    [InlineData("a(); // b", "a();     ")]
    [InlineData("a(/* b\nc */);", "a(    \n    );")]
    [InlineData("x = \"// b\"; c", "x =       ; c")]
    [InlineData("x = \"a\\\"b\"; c", "x =       ; c")]
    [InlineData("x = @\"a\"\"b\\\"; c", "x =         ; c")]
    [InlineData("x = '\"'; c", "x =    ; c")]
    [InlineData("x = '\\''; c", "x =     ; c")]
    [InlineData("x = $\"a{b}c{{d}}\"; e", "x =     b        ; e")]
    [InlineData("x = $\"a{b[\"c\"]}\"; e", "x =     b[   ]  ; e")]
    [InlineData("x = \"\"; c", "x =   ; c")]
    [InlineData("x = \"\"\"a \"b\" c\"\"\"; d", "x =              ; d")]
    [InlineData("x = $$\"\"\"{a} {{b}}\"\"\"; c", "x =            b     ; c")]
    public void Of_AnyForm_LeavesOnlyCodeInPlace(string text, string expected) => Assert.Equal(expected, StrippedSource.Of(text).Code);

    [Fact]
    public void Of_CommentAndString_KeepsTheStringInUncommented() =>
        Assert.Equal("x = \"http://a\";     ", StrippedSource.Of("x = \"http://a\"; // b").Uncommented);

    [Fact]
    public void Of_EveryFileOfTheTree_KeepsItsLength() =>
        Assert.All(Tree.CSharp, file => Assert.Equal(file.Text.Length, file.Code.Length));
}
