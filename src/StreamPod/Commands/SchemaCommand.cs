using System.CommandLine;
using System.CommandLine.Parsing;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Configuration;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod schema</c>: prints what belongs under <c>source.schema</c>, for pods that run without the operator.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandContext context)
    {
        var settings = CommandOptions.Settings();
        var endpoint = new Option<string?>("--tables-endpoint")
        {
            Description = "Address of the API of Keyspaces tables. Default: the region's own, or a local service's at source.endpoint.",
            HelpName = "URL",
            Validators = { CheckAddress },
        };
        var command = new Command("schema", "Prints the table's columns with their types, as source.schema takes them.") { settings, endpoint };
        command.SetAction((parsed, cancellationToken) => PrintAsync(context, parsed.GetRequiredValue(settings), parsed.GetValue(endpoint), cancellationToken));
        return command;
    }

    /// <summary>The document may lack the schema, which is what is asked for.</summary>
    private static async Task<int> PrintAsync(CommandContext context, string path, string? endpoint, CancellationToken cancellationToken)
    {
        var result = SettingsFile.ReadDocument(path);
        if (result.Settings is not { } settings)
        {
            await SettingsGate.PrintAsync(context.Error, result.Problems);
            return ExitCodes.InvalidSettings;
        }

        var schema = await context.ReadSchema(settings.Source, endpoint is null ? null : new Uri(endpoint), cancellationToken);
        await context.Output.WriteLineAsync(SchemaDocument.WriteIndented(schema));
        return ExitCodes.Ok;
    }

    private static void CheckAddress(OptionResult result)
    {
        if (result.Tokens.Count == 1 && !(Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            result.AddError($"'{result.Tokens[0].Value}' is not an address such as https://cassandra.eu-west-1.api.aws.");
        }
    }
}
