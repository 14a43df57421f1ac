using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Bounds in scripts.</summary>
public sealed class ScriptBoundsTests
{
    private const string Path = "eng/cluster/check.sh";

    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(ScriptBounds.Violations(Tree.Scripts));

    [Fact]
    public void Tree_Always_HasScripts() => Assert.Contains(Tree.Scripts, script => script.Path == "eng/test.sh");

    [Theory]
    [InlineData("await 60 \"it did not end\" is_over")]
    [InlineData("wait_for names 30 grep -q listening \"$LOG\"")]
    [InlineData("await $((120 + made / 200)) \"it did not end\" is_over")]
    [InlineData("kubectl wait --for=condition=Ready --timeout=180s kcs/a")]
    [InlineData("kubectl delete pod a --timeout 90s")]
    [InlineData("curl --max-time 3 \"$URL\"")]
    [InlineData("timeout 120 dotnet format")]
    [InlineData("local deadline=$((SECONDS + 30))")]
    public void Violations_ABoundOfItsOwn_IsNamed(string line) => Verdict.Names(ScriptBounds.Violations([new SourceFile(Path, $"\n{line}\n")]), "line 2 has a bound of its own");

    [Theory]
    [InlineData("await \"$PATIENCE\" \"it did not end\" is_over")]
    [InlineData("await $((CHANGES / RATE + PATIENCE)) \"it did not end\" is_made")]
    [InlineData("kubectl wait --for=condition=Ready --timeout=\"${PATIENCE}s\" kcs/a")]
    [InlineData("if curl --max-time 10 https://mcr.microsoft.com/v2/; then BASE=mcr; fi")]
    [InlineData("# timeout 60 would be too short")]
    public void Violations_TheSharedBound_IsClean(string line) => Verdict.IsClean(ScriptBounds.Violations([new SourceFile(Path, $"\n{line}\n")]));
}
