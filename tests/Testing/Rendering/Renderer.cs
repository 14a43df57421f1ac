namespace KeyspacesStreamer.Testing.Rendering;

/// <summary>The chart, rendered by helm where it is installed, else by the renderer of eng/helm.</summary>
internal static class Renderer
{
    /// <summary>Namespace of the release in all renders.</summary>
    public const string Namespace = "keyspaces-streamer-system";

    private const string Command = "eng/helm/render.sh";

    public static string ChartFolder { get; } = RepositoryRoot.PathOf("charts", "keyspaces-streamer");

    /// <summary>Names of the value files under ci.</summary>
    public static IReadOnlyList<string> Cases { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(ChartFolder, "ci"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static string ChartFile(params string[] parts) => File.ReadAllText(Path.Combine([ChartFolder, .. parts]));

    /// <summary>The documents of a value file under ci.</summary>
    public static Task<IReadOnlyList<Manifest>> CaseAsync(string name, params string[] more) => RenderAsync(["-f", CaseFile(name), .. more]);

    /// <summary>The documents of the chart's own values and these settings.</summary>
    public static Task<IReadOnlyList<Manifest>> WithAsync(params string[] settings) => RenderAsync(SettingsOf(settings));

    public static async Task<string> TextAsync(string name, params string[] more) =>
        Require(await Script.RunAsync(Command, [ChartFolder, "--namespace", Namespace, "-f", CaseFile(name), .. more])).Output;

    /// <summary>The notes at the end of an installation.</summary>
    public static async Task<string> NotesAsync(params string[] settings) => Require(await OwnAsync(["--notes", .. SettingsOf(settings)])).Output;

    /// <summary>Our renderer, whatever is installed: helm's words and flags differ between its versions.</summary>
    public static Task<ScriptAnswer> OwnAsync(params string[] arguments) =>
        Script.RunAsync(Command, [ChartFolder, "--namespace", Namespace, .. arguments], null, ("CHART_RENDERER", "own"));

    private static async Task<IReadOnlyList<Manifest>> RenderAsync(string[] arguments) =>
        Manifest.Read(Require(await Script.RunAsync(Command, [ChartFolder, "--namespace", Namespace, .. arguments])).Output);

    private static string CaseFile(string name) => Path.Combine(ChartFolder, "ci", $"{name}.yaml");

    private static string[] SettingsOf(string[] settings) => [.. settings.SelectMany(setting => new[] { "--set", setting })];

    private static ScriptAnswer Require(ScriptAnswer answer) =>
        answer.Code == 0 ? answer : throw new InvalidOperationException($"The chart did not render: {answer.Error}");
}
