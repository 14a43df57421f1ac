namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>What a rule found, told so that the message alone says what to mend.</summary>
internal static class Verdict
{
    public static void IsClean(IReadOnlyList<string> violations) =>
        Assert.True(violations.Count == 0, $"{violations.Count} violations:\n{string.Join('\n', violations)}");

    public static void Names(IReadOnlyList<string> violations, string expected) =>
        Assert.Contains(expected, Assert.Single(violations), StringComparison.Ordinal);
}
