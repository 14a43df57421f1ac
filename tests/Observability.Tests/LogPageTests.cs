using System.Text.RegularExpressions;
using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.Observability.Tests.Logs;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>docs/logs.md lists every field and every event that pod and operator can write.</summary>
public sealed partial class LogPageTests
{
    private const string Page = "docs/logs.md";
    private const string Begin = "<!-- events: begin -->\n";
    private const string End = "<!-- events: end -->";

    private static readonly string Text = File.ReadAllText(RepositoryRoot.PathOf(Page.Split('/')));

    [Fact]
    public void Fields_AreThoseOfThePage()
    {
        var fields = Standard().Concat(LogEvent.All.SelectMany(found => found.Fields)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(fields, Row().Matches(Text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fields_OfSentences_DoNotDoubleThoseOfEveryLine() =>
        Assert.All(LogEvent.All, found => Assert.Empty(found.Fields.Intersect(Standard())));

    [Fact]
    public void Events_AreThoseOfThePage()
    {
        var rows = LogEvent.All.Select(found => $"| {found.Process} | {found.Id} | `{found.Name}` | {found.Level} | {found.Sentence.Replace("{", "`", StringComparison.Ordinal).Replace("}", "`", StringComparison.Ordinal)} |\n");
        var table = $"| process | id | event | level | sentence |\n|---|---|---|---|---|\n{string.Concat(rows)}";

        GoldenFile.Compare(Page, $"{Text[..Text.IndexOf(Begin, StringComparison.Ordinal)]}{Begin}{table}{Text[Text.IndexOf(End, StringComparison.Ordinal)..]}");
    }

    [Fact]
    public void Events_OfRunbookAndAlerts_Exist()
    {
        var runbook = File.ReadAllText(RepositoryRoot.PathOf("docs", "runbook.md")) + Renderer.ChartFile("alerts.yaml");
        var named = Named().Matches(runbook).SelectMany(match => Regex.Matches(match.Value, @"\d{4}")).Select(match => int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, id => Assert.Contains(LogEvent.All, found => found.Id == id));
    }

    private static IReadOnlyList<string> Standard()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push(ScopeOf(new NamespacedName("streams", "media")));
        return LogLine.MembersOf(new JsonLineFormatter(TimeProvider.System), scopes);
    }

    // The scope as the operator opens it.
    private static object ScopeOf(NamespacedName stream)
    {
        var logger = new ScopeRecorder();
        using var scope = logger.BeginStream(stream);
        return logger.Scope ?? throw new InvalidOperationException("No scope was opened.");
    }

    [GeneratedRegex(@"^\| `(\w+)` \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"[Ee]vents? \d{4}( and \d{4})?")]
    private static partial Regex Named();
}
