using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.Commands;

public sealed class FinalizersCommandTests : IDisposable
{
    private static readonly HeldStream Left = new(new NamespacedName("old", "media"), "uid-1", new DateTime(2026, 11, 2, 8, 15, 30, DateTimeKind.Utc), "leases");
    private static readonly HeldStream Other = new(new NamespacedName("new", "media"), "uid-2", null, "other-leases");

    private readonly CommandFixture _commands = new();

    public FinalizersCommandTests() => _commands.Held.All.AddRange([Left, Other]);

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Finalizers_WithoutNames_ListsAll()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("finalizers"));

        Assert.Equal("old/media (deleted 2026-11-02 08:15:30Z, and waits)\nnew/media (not deleted)\n2 streams carry the finalizer.\n", _commands.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Finalizers_NamedWithoutRelease_ChangesNothingAndSaysWhatWouldBe()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("finalizers", "media", "-n", "old"));

        Assert.Equal([Left, Other], _commands.Held.All);
        Assert.Contains("would be taken off. Its checkpoint table leases is kept", _commands.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed. Write --release", _commands.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finalizers_NamedWithRelease_LetsJustThatOneGo()
    {
        Assert.Equal(ExitCodes.Ok, await _commands.RunAsync("finalizers", "media", "-n", "old", "--release"));

        Assert.Equal([Other], _commands.Held.All);
        Assert.Contains("old/media (deleted 2026-11-02 08:15:30Z, and waits): the finalizer is off.", _commands.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finalizers_OneOfTwoIsNotThere_LetsTheOtherGoAndSaysSo()
    {
        Assert.Equal(ExitCodes.MissingResource, await _commands.RunAsync("finalizers", "none", "media", "-n", "old", "--release"));

        Assert.Equal([Other], _commands.Held.All);
        Assert.Equal("old/none does not exist, or does not carry the finalizer.", _commands.Error.Trim());
    }

    [Fact]
    public async Task Finalizers_StreamIsMadeAgainInThatMoment_IsLeft()
    {
        _commands.Held.Replaced.Add("media");

        Assert.Equal(ExitCodes.MissingResource, await _commands.RunAsync("finalizers", "media", "-n", "old", "--release"));

        Assert.Contains("old/media is gone, or was changed in this moment", _commands.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Write --namespace NAMESPACE", "finalizers", "media")]
    [InlineData("Write the names of the streams", "finalizers", "--release")]
    public async Task Finalizers_HalfACommand_IsRefused(string expected, params string[] arguments)
    {
        Assert.Equal(ExitCodes.InvalidSettings, await _commands.RunAsync(arguments));

        Assert.Contains(expected, _commands.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finalizers_StreamsMayNotBeListed_NamesTheRight()
    {
        _commands.Held.IsAllowed = false;

        Assert.Equal(ExitCodes.MissingPermission, await _commands.RunAsync("finalizers"));

        Assert.Equal("The right is missing to list keyspacescdcstreams in all namespaces.", _commands.Error.Trim());
    }

    [Fact]
    public async Task Check_StreamsOutsideTheWatchedNamespaces_AreNamed()
    {
        var finding = await LookAsync("new");

        Assert.Equal(ExitCodes.InvalidSettings, finding.Code);
        Assert.StartsWith("old/media carry the finalizer, and this operator does not work on them", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_EveryNamespaceIsWatchedOrMayNotBeSeen_IsNoFault()
    {
        Assert.Equal(ExitCodes.Ok, (await LookAsync()).Code);
        Assert.Equal(ExitCodes.Ok, (await LookAsync("new", "old")).Code);

        _commands.Held.IsAllowed = false;
        Assert.Equal(ExitCodes.Ok, (await LookAsync("new")).Code);
    }

    private Task<CheckFinding> LookAsync(params string[] watched) => new UnwatchedCheck(() => _commands.Held)
        .For(new OperatorOptions { PodName = "a", PodNamespace = "b", StreamerImage = "c", Region = "eu-west-1", WatchNamespaces = watched })
        .RunAsync(TestContext.Current.CancellationToken);
}
