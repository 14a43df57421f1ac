namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>What stands for the variables that pages use in the texts they feed to commands.</summary>
internal static class ShellVariables
{
    private static readonly (string Name, string Value)[] Values =
    [
        ("$AWS_REGION", "eu-west-1"),
        ("$ACCOUNT", "111122223333"),
        ("$BUCKET", "keyspaces-data-111122223333-eu-west-1"),
        ("$KEYSPACE", "media"),
        ("$TABLE", "media_content"),
        ("$STREAMS", "keyspaces-streams"), // before the shorter name
        ("$STREAM", "media-content"),
        ("$PWD", "/folder"),
    ];

    public static string Filled(string text) => Values.Aggregate(text, (filled, variable) => filled.Replace(variable.Name, variable.Value, StringComparison.Ordinal));
}
