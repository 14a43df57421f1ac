using System.CommandLine;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Hosting.Tests;

/// <summary>Whatever happens to a command, the process ends with a code and a sentence.</summary>
public sealed class CommandLineRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_CommandThatWorks_GivesItsCode() => Assert.Equal((7, ""), await RunAsync(_ => Task.FromResult(7), ["work"], Token));

    [Fact]
    public async Task Run_UnknownWord_IsRefusedAndNamed()
    {
        var (code, said) = await RunAsync(_ => Task.FromResult(0), ["wrok"], Token);

        Assert.Equal(ExitCodes.InvalidSettings, code);
        Assert.Contains("wrok", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CommandFails_SaysWhatTheProgramMakesOfIt() =>
        Assert.Equal((5, $"Failed: no disk.{Environment.NewLine}"), await RunAsync(_ => throw new IOException("no disk"), ["work"], Token));

    [Fact]
    public async Task Run_StoppedFromOutside_SaysSo()
    {
        using var stop = new CancellationTokenSource();

        var run = RunAsync(async token =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return 0;
        }, ["work"], stop.Token);

        Assert.Equal((ExitCodes.Unexpected, $"Stopped.{Environment.NewLine}"), await run);
    }

    private static async Task<(int Code, string Error)> RunAsync(Func<CancellationToken, Task<int>> work, string[] arguments, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var command = new Command("work");
        command.SetAction((_, token) => work(token));
        var run = new CommandLineRun { Program = new RootCommand("A program.") { command }, Output = output, Error = error, Explain = problem => (5, $"Failed: {problem.Message}.") };
        var code = await run.RunAsync(arguments, cancellationToken);
        return (code, error.ToString());
    }
}
