using System.CommandLine;
using System.CommandLine.Parsing;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Queries;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary><c>streampod ddl</c>: prints the SQL by which an engine reads the rows that a stream writes.</summary>
internal static class DdlCommand
{
    public static Command Create(CommandContext context)
    {
        var settings = CommandOptions.Settings();
        var engine = new Option<QueryEngine>("--engine") { Description = "Who reads the rows.", DefaultValueFactory = _ => QueryEngine.Athena };
        var table = new Option<string?>("--table")
        {
            Description = "Name of the table, with that of its database and a point in front where it has one. Default: KEYSPACE_TABLE.",
            HelpName = "NAME",
            Validators = { CheckName },
        };
        var command = new Command("ddl", "Prints the SQL by which Athena, DuckDB or Spark read the rows that the settings write: a table, and a view of the newest row of each key.") { settings, engine, table };
        command.SetAction((parsed, _) => SettingsGate.PassAsync(context, parsed.GetRequiredValue(settings), found => PrintAsync(context, found, parsed.GetValue(engine), parsed.GetValue(table))));
        return command;
    }

    private static async Task<int> PrintAsync(CommandContext context, StreamSettings settings, QueryEngine engine, string? table)
    {
        string script;
        try
        {
            script = QueryScript.Of(settings, engine, table);
        }
        catch (NotSupportedException problem)
        {
            await context.Error.WriteLineAsync(problem.Message);
            return ExitCodes.InvalidSettings;
        }

        await context.Output.WriteAsync(script);
        return ExitCodes.Ok;
    }

    private static void CheckName(OptionResult result)
    {
        if (result.Tokens.Count == 1 && !result.Tokens[0].Value.Split('.').All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')))
        {
            result.AddError($"'{result.Tokens[0].Value}' is no name of a table: write letters, digits and underscores, and points between a database and its table.");
        }
    }
}
