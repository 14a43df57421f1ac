using System.CommandLine;

namespace KeyspacesStreamer.StreamsEmulator.Commands;

/// <summary>The option every verb has that talks to a running server.</summary>
internal static class EndpointOption
{
    /// <summary>Where serve listens unless told otherwise.</summary>
    public const int DefaultPort = 4588;

    public static Option<string> Instance { get; } = new("--endpoint")
    {
        Description = "Where the emulator listens.",
        DefaultValueFactory = _ => $"http://127.0.0.1:{DefaultPort}",
        Recursive = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Count == 1 && !Uri.IsWellFormedUriString(result.Tokens[0].Value, UriKind.Absolute))
                {
                    result.AddError($"'{result.Tokens[0].Value}' is not a URL such as http://127.0.0.1:{DefaultPort}.");
                }
            },
        },
    };

    public static ControlClient Client(this ParseResult parsed) => new(
        new Uri(parsed.GetRequiredValue(Instance)), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
}
