using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Lets a command pass only with sound options; prints every problem otherwise.</summary>
internal static class WithOptions
{
    public static async Task<int> RunAsync(CommandContext context, Func<OperatorOptions, Task<int>> command)
    {
        var result = context.ReadOptions();
        if (result.Options is { } options)
        {
            return await command(options);
        }

        foreach (var problem in result.Problems)
        {
            await context.Error.WriteLineAsync(problem.ToString());
        }

        return ExitCodes.InvalidSettings;
    }
}
