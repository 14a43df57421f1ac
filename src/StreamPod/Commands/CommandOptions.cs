using System.CommandLine;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Options that several commands share, each time a new one: a symbol belongs to one command.</summary>
internal static class CommandOptions
{
    public const string Text = "text";
    public const string Json = "json";

    public static Option<string> Settings() => new("--settings", "-s")
    {
        Description = "Settings document of the stream.",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<string> Output()
    {
        var option = new Option<string>("--output", "-o") { Description = "Output format.", DefaultValueFactory = _ => Text };
        return option.AcceptOnlyFromAmong(Text, Json);
    }

    public static Option<string> Shard(string description) => new("--shard") { Description = description, HelpName = "ID" };
}
