using System.CommandLine;
using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod settings check</c>: says everything that is wrong with a settings document, or what it means.</summary>
internal static class SettingsCommand
{
    public static Command Create(CommandContext context) => new("settings", "Works on settings documents.") { CreateCheck(context) };

    private static Command CreateCheck(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "Settings document to check." };
        var output = CommandOptions.Output();
        var command = new Command("check", "Checks a settings document and shows it with all defaults.") { file, output };
        command.SetAction((parsed, _) => CheckAsync(context, parsed.GetRequiredValue(file), parsed.GetValue(output) == CommandOptions.Json));
        return command;
    }

    private static async Task<int> CheckAsync(CommandContext context, string path, bool isJson)
    {
        var result = SettingsFile.Read(path);
        if (result.Settings is not { } settings)
        {
            await SettingsGate.PrintAsync(context.Error, result.Problems);
            if (isJson)
            {
                await context.Output.WriteLineAsync(JsonSerializer.Serialize(result.Problems, CommandJson.Default.IReadOnlyListSettingsProblem));
            }

            return ExitCodes.InvalidSettings;
        }

        if (isJson)
        {
            await context.Output.WriteLineAsync(SettingsDocument.WriteIndented(settings));
            return ExitCodes.Ok;
        }

        await context.Output.WriteLineAsync($"OK: {path} (hash {SettingsHash.Of(settings)}), with all defaults:");
        using var document = JsonDocument.Parse(SettingsDocument.Write(settings));
        await PrintAsync(context.Output, document.RootElement, "");
        return ExitCodes.Ok;
    }

    private static async Task PrintAsync(TextWriter output, JsonElement element, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                await PrintAsync(output, member.Value, name);
            }
            else
            {
                await output.WriteLineAsync($"  {name}: {member.Value}");
            }
        }
    }
}
