using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Fuzzing.Tests;

/// <summary>The fuzzer finds what is there to be found: behind branches that chance alone does not pass, and also when the process dies or stands still.</summary>
public sealed class EngineTests
{
    [Theory]
    [InlineData("practice-fault", "BrokenInvariantException: The fault behind four branches.")]
    [InlineData("practice-crash", "crashed with exit code")]
    [InlineData("practice-hang", "hung")]
    public async Task Fault_BehindFourBranches_IsFoundAndItsInputLeft(string target, string told)
    {
        using var folder = new TemporaryFolder();

        var (code, said) = await FuzzProgram.RunAsync(folder, "--target", target, "--seconds", "3600", "--seed", "7", "--hang-seconds", "2", "--findings", folder.PathOf("findings"));

        Assert.Equal(6, code);
        Assert.Contains(told, said, StringComparison.Ordinal);
        Assert.StartsWith("BuG\u00FF", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.PathOf("findings", target))))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ThatIsNotKnown_IsNamedWithTheKnownOnes()
    {
        using var folder = new TemporaryFolder();

        var (code, said) = await FuzzProgram.RunAsync(folder, "--target", "pages");

        Assert.Equal(2, code);
        Assert.Contains("There is no target pages; known are page, answer, record,", said, StringComparison.Ordinal);
    }
}
