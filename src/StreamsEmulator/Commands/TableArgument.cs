using System.CommandLine;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>The table a verb is about, written KEYSPACE.TABLE.</summary>
internal static class TableArgument
{
    public static Argument<string> Create() => new("table")
    {
        Description = "KEYSPACE.TABLE",
        DefaultValueFactory = _ => "media.media_content",
        Validators =
        {
            result =>
            {
                var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "a.b";
                if (text.Split('.').Length != 2)
                {
                    result.AddError($"'{text}' is not KEYSPACE.TABLE.");
                }
            },
        },
    };

    public static (string Keyspace, string Table) TableOf(this ParseResult parsed, Argument<string> argument)
    {
        var parts = parsed.GetRequiredValue(argument).Split('.');
        return (parts[0], parts[1]);
    }

    /// <summary>The control path of the table's routes.</summary>
    public static string PathOf(this ParseResult parsed, Argument<string> argument)
    {
        var (keyspace, table) = parsed.TableOf(argument);
        return $"/tables/{keyspace}/{table}";
    }
}
