using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Docs.Tests.Programs;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>Pages call our programs with verbs and options that they have.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Calls_AreKnownToThePrograms()
    {
        var calls = MarkdownPages.ShellBlocks.SelectMany(block => block.Commands.SelectMany(line => ProgramCall.In(line).Select(call => (Place: block.ToString(), Call: call))))
            .Concat(MarkdownPages.All.SelectMany(page => page.Spans.Where(BeginsWithAProgram).SelectMany(ProgramCall.In).Select(call => (Place: page.Path, Call: call))))
            .ToList();

        Assert.True(calls.Count > 30, $"{calls.Count} calls were found on all pages.");
        Assert.Empty(calls.Where(use => use.Call.Unknown() is not null).Select(use => $"{use.Place}: {use.Call.Program} has no {use.Call.Unknown()}"));
    }

    [Theory]
    [InlineData("streampod leases show --settings FILE", null)]
    [InlineData("streampod leases list --settings FILE", "list")]
    [InlineData("streampod verify --settings FILE --deeper", "--deeper")]
    [InlineData("kubectl exec pod -- /app/streampod verify --setings FILE", "--setings")]
    [InlineData("streamer-operator iam NAME [-n NAMESPACE] [--oidc-provider ARN]", null)]
    [InlineData("docker run image streamer-operator role NAME", "role")]
    public void Unknown_NamesTheFirstWordThatIsWrong(string line, string? unknown) => Assert.Equal(unknown, Assert.Single(ProgramCall.In(line)).Unknown());

    private static bool BeginsWithAProgram(string span) => CommandLines.All.Keys.Any(name => span.StartsWith(name + " ", StringComparison.Ordinal));
}
