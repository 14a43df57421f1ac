using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Control;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Workloads;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>create-table, alter-table, apply, disable-stream, enable-stream, tables.</summary>
internal static class TableCommands
{
    public static IEnumerable<Command> Create() => [CreateTable(), AlterTable(), Apply(), Disable(), Enable(), Tables()];

    private static Command CreateTable()
    {
        var table = TableArgument.Create();
        var file = new Option<string?>("--file") { Description = "Table document (JSON); without it the columns of media_content." };
        var shards = new Option<int?>("--shards") { Description = "Open shards at the start; default as in the document, else 1." };
        var viewType = new Option<string?>("--view-type") { Description = "NEW_AND_OLD_IMAGES, NEW_IMAGE, OLD_IMAGE or KEYS_ONLY." };
        var command = new Command("create-table", "Create a table with a stream.") { table, file, shards, viewType };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (keyspace, name) = parsed.TableOf(table);
            var document = parsed.GetValue(file) is { } path
                ? await ReadAsync(path, cancellationToken)
                : MediaContent.Document(keyspace, name, shards: 1, viewType: null);
            document = document with
            {
                Shards = parsed.GetValue(shards) ?? document.Shards,
                ViewType = parsed.GetValue(viewType) ?? document.ViewType,
            };
            using var client = parsed.Client();
            return await client.PostAsync("/tables", document, cancellationToken);
        });
        return command;
    }

    private static async Task<TableDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = Open(path);
        return await JsonSerializer.DeserializeAsync<TableDocument>(stream, ControlJson.Options, cancellationToken)
            ?? throw new EmulatorException($"{path} holds no table document.");
    }

    private static Stream Open(string path) => path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);

    private static Command AlterTable()
    {
        var table = TableArgument.Create();
        var add = new Option<string[]>("--add")
        {
            Description = "NAME=TYPE, a column to add; more than once for more columns.",
            Required = true,
            Validators = { result => CheckColumns(result) },
        };
        var isStatic = new Option<bool>("--static") { Description = "The columns are static." };
        var command = new Command("alter-table", "Add columns to a table, while changes flow.") { table, add, isStatic };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var columns = parsed.GetRequiredValue(add).Select(column => column.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
            var order = new AlterRequest { Add = columns, Static = parsed.GetValue(isStatic) ? [.. columns.Keys] : [] };
            using var client = parsed.Client();
            return await client.PostAsync(parsed.PathOf(table) + "/alter", order, cancellationToken);
        });
        return command;
    }

    private static void CheckColumns(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
        {
            result.AddError($"'{token.Value}' is not NAME=TYPE.");
        }

        foreach (var twice in result.Tokens.GroupBy(token => token.Value.Split('=')[0]).Where(group => group.Count() > 1))
        {
            result.AddError($"Column '{twice.Key}' is named twice.");
        }
    }

    private static Command Apply()
    {
        var table = TableArgument.Create();
        var file = new Option<string>("--file") { Description = "Changes as JSON array or JSON Lines; - is the standard input.", DefaultValueFactory = _ => "-" };
        var command = new Command("apply", "Apply inserts, updates, deletes and expirations.") { table, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var body = Open(parsed.GetRequiredValue(file));
            using var client = parsed.Client();
            return await client.PostAsync(parsed.PathOf(table) + "/changes", body, cancellationToken);
        });
        return command;
    }

    private static Command Disable()
    {
        var table = TableArgument.Create();
        var command = new Command("disable-stream", "Disable the table's stream.") { table };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            return await client.PostAsync(parsed.PathOf(table) + "/disable", Stream.Null, cancellationToken);
        });
        return command;
    }

    private static Command Enable()
    {
        var table = TableArgument.Create();
        var shards = new Option<int>("--shards") { Description = "Open shards at the start.", DefaultValueFactory = _ => 1 };
        var viewType = new Option<string?>("--view-type") { Description = "Default: as the last stream had it." };
        var command = new Command("enable-stream", "Give the table a new stream under a new label.") { table, shards, viewType };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            var order = new EnableRequest { ViewType = parsed.GetValue(viewType), Shards = parsed.GetValue(shards) };
            return await client.PostAsync(parsed.PathOf(table) + "/enable", order, cancellationToken);
        });
        return command;
    }

    private static Command Tables()
    {
        var command = new Command("tables", "Show tables, streams and shards.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Client();
            return await client.GetAsync("/tables", cancellationToken);
        });
        return command;
    }
}
