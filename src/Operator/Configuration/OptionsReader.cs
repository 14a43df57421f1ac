using System.Globalization;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Aws;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Reads the options from the environment and says everything that is wrong with it at once. An empty variable counts as not set.</summary>
internal sealed partial class OptionsReader
{
    private const int MostWorkers = 64;

    private readonly Func<string, string?> _environment;
    private readonly string _machine;
    private readonly List<OptionProblem> _problems = [];

    private OptionsReader(Func<string, string?> environment, string machine) => (_environment, _machine) = (environment, machine);

    /// <param name="environment">Value of a variable; null when it is not set.</param>
    /// <param name="machine">The machine's name.</param>
    public static OptionsResult Read(Func<string, string?> environment, string machine)
    {
        var reader = new OptionsReader(environment, machine);
        var options = reader.Read();
        return new OptionsResult(reader._problems.Count == 0 ? options : null, reader._problems);
    }

    private OperatorOptions Read()
    {
        var defaults = new OperatorOptions { PodName = _machine, PodNamespace = null, StreamerImage = "", Region = "" };
        var isContended = Flag("LEADER_ELECTION", defaults.LeaderElection);
        return defaults with
        {
            WatchNamespaces = Namespaces("WATCH_NAMESPACES"),
            PodName = Text("POD_NAME", Name(), "write the pod's name, from fieldRef metadata.name.") ?? defaults.PodName,
            PodNamespace = isContended
                ? Required("POD_NAMESPACE", Label(), "write the pod's namespace, from fieldRef metadata.namespace; the Lease of the leader election lies there.")
                : Text("POD_NAMESPACE", Label(), "write the pod's namespace, or leave it out."),
            StreamerImage = Required("STREAMER_IMAGE", Image(), "write the image of the stream pods, with a tag or a digest."),
            Region = Required("AWS_REGION", RegionName(), "write the AWS region, such as eu-west-1. Fargate has no instance metadata to ask; it is set for pods whose ServiceAccount has the annotation eks.amazonaws.com/role-arn."),
            InstallationId = Text("INSTALLATION_ID", Installation(), "write 1 to 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, or leave it out."),
            KeyspacesEndpoint = Address("AWS_ENDPOINT_URL_KEYSPACES"),
            EcrEndpoint = Address("AWS_ENDPOINT_URL_ECR"),
            AllowedEndpoints = Endpoints(AllowedEndpoints.Option),
            ReconcileWorkers = Number("RECONCILE_WORKERS", defaults.ReconcileWorkers, 1, MostWorkers),
            LeaderElection = isContended,
            StatusPort = Number("STATUS_PORT", defaults.StatusPort, 0, ushort.MaxValue),
            LogLevel = Level("LOG_LEVEL", defaults.LogLevel),
        };
    }

    private string? ValueOf(string name) => _environment(name)?.Trim() is { Length: > 0 } value ? value : null;

    private string? Text(string name, Regex form, string advice)
    {
        var value = ValueOf(name);
        return value is null || form.IsMatch(value) ? value : Refuse<string>(name, value, advice);
    }

    private string Required(string name, Regex form, string advice) =>
        (ValueOf(name) is null ? Refuse<string>(name, null, advice) : Text(name, form, advice)) ?? "";

    private string[] Namespaces(string name)
    {
        var words = (ValueOf(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => Label().IsMatch(word)) ? [.. words.Distinct()] : Refuse<string[]>(name, ValueOf(name), "write names of namespaces, separated by commas, or leave it out for all.") ?? [];
    }

    private AllowedEndpoints Endpoints(string name)
    {
        var words = (ValueOf(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return AllowedEndpoints.TryParse(words, out var allowed) ? allowed
            : Refuse<AllowedEndpoints>(name, ValueOf(name), $"write addresses separated by commas, without path and wildcard: {AllowedEndpoints.Form}.") ?? AllowedEndpoints.None;
    }

    private Uri? Address(string name) => ValueOf(name) is not { } value ? null
        : Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : Refuse<Uri>(name, value, "write an address that begins with https:// or http://, or leave it out.");

    private int Number(string name, int fallback, int min, int max) => ValueOf(name) is not { } value ? fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : Refuse<int>(name, value, $"write a number from {min} to {max}.");

    private bool Flag(string name, bool fallback) => ValueOf(name) is not { } value ? fallback
        : bool.TryParse(value, out var flag) ? flag
        : Refuse<bool>(name, value, "write true or false.");

    private LogLevel Level(string name, LogLevel fallback) => ValueOf(name) is not { } value ? fallback
        : Enum.GetNames<LogLevel>().Contains(value, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<LogLevel>(value, ignoreCase: true)
        : Refuse<LogLevel>(name, value, $"write one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");

    private T? Refuse<T>(string name, string? value, string advice)
    {
        _problems.Add(new OptionProblem(name, value, advice));
        return default;
    }

    // Names of namespaces: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex("^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[^\s@:/][^\s]*[:@][^\s/]+$")]
    private static partial Regex Image();

    [GeneratedRegex(SettingsLimits.InstallationPattern)]
    private static partial Regex Installation();

    [GeneratedRegex("^[a-z]{2,}(-[a-z]+)+-[0-9]+$")]
    private static partial Regex RegionName();
}
