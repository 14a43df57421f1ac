using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Lets a command pass only with sound settings; prints every problem otherwise.</summary>
internal static class SettingsGate
{
    public static async Task<int> PassAsync(CommandContext context, string path, Func<StreamSettings, Task<int>> command)
    {
        var result = SettingsFile.Read(path);
        if (result.Settings is { } settings)
        {
            return await command(settings);
        }

        await PrintAsync(context.Error, result.Problems);
        return ExitCodes.InvalidSettings;
    }

    public static async Task PrintAsync(TextWriter error, IReadOnlyList<SettingsProblem> problems)
    {
        foreach (var problem in problems)
        {
            await error.WriteLineAsync(problem.ToString());
        }
    }
}
