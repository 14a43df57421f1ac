using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Contracts.Tests.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Documents;

/// <summary>docs/settings.md names every field with its true default and its true range.</summary>
public sealed class SettingsPageTests
{
    private const string Required = "required";

    /// <summary>Wide enough that no rule between two fields hides the range of one.</summary>
    private const string Roomy = """
        {"resource":{"name":"media"},"source":{"keyspace":"media","table":"media_content","region":"eu-west-1"},
         "destination":{"bucket":"keyspaces-data-1a2b3c4d"},"checkpoint":{"table":"leases"},
         "pod":{"heartbeatInterval":"100ms","workerTimeout":"10m","idlePollMin":"10ms","idlePollMax":"5m"}}
        """;

    private static readonly IReadOnlyList<Field> Fields =
        [.. PageTable.RowsOf("settings.md").Select(cells => new Field(PageTable.CodeIn(cells[0])[0], cells[1], cells[2]))];

    public static TheoryData<string, string> Ranges =>
        [.. Fields.Where(row => row.IsRange).Select(row => new TheoryDataRow<string, string>(row.Path, row.Allowed))];

    public static TheoryData<string, string> Choices =>
        [.. Fields.Where(row => row.IsChoice).Select(row => new TheoryDataRow<string, string>(row.Path, row.Allowed))];

    [Fact]
    public void Page_NamesEveryFieldOnce() =>
        Assert.Equal(SettingsTree.LeafPathsOf(typeof(StreamSettings)).Order(), Fields.Select(field => field.Path).Order());

    [Fact]
    public void Page_NamesTheTrueDefaults()
    {
        var bare = JsonNode.Parse(Roomy)!.AsObject();
        bare.Remove("pod");
        var actual = SettingsTree.Leaves(SettingsDocument.Write(Read(bare).Settings!)); // sound: asserted by the ranges

        var wrong = Fields.Where(field => field.Default != Required && field.Default != DefaultIn(actual, field.Path));

        Assert.Empty(wrong.Select(field => $"{field.Path}: the page says {field.Default}, the code {DefaultIn(actual, field.Path) ?? "none"}"));
    }

    [Fact]
    public void Page_NamesTheRequiredFields()
    {
        foreach (var field in Fields.Where(field => field.Default == Required))
        {
            var without = JsonNode.Parse(Roomy)!;
            Parent(without, field.Path).Remove(NameOf(field.Path));

            Assert.Contains(field.Path, Read(without).Problems.Select(problem => problem.Path));
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Range_IsTakenToItsEndsAndNoFurther(string path, string range)
    {
        var ends = PageTable.CodeIn(range);

        Assert.Empty(ProblemsWith(path, ends[0]));
        Assert.Empty(ProblemsWith(path, ends[1]));
        Assert.NotEmpty(ProblemsWith(path, Beside(ends[0], -1)));
        Assert.NotEmpty(ProblemsWith(path, Beside(ends[1], 1)));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Choice_TakesTheNamedWordsAndNoOther(string path, string choice)
    {
        var type = typeof(StreamSettings).Assembly.GetTypes().SingleOrDefault(type => type.IsEnum && PageTable.CodeIn(choice).All(word => Enum.IsDefined(type, word)));
        var words = type is null ? PageTable.CodeIn(choice) : Enum.GetNames(type);

        Assert.Equal(words, PageTable.CodeIn(choice));
        Assert.All(words, word => Assert.Empty(ProblemsWith(path, word)));
        Assert.NotEmpty(ProblemsWith(path, "Another"));
    }

    /// <summary>The default as the page writes it: the value in back-ticks, a word for the empty text, and "none" with or without what stands in for it.</summary>
    private static string? DefaultIn(Dictionary<string, string> actual, string path) => actual.TryGetValue(path, out var json)
        ? json == "\"\"" ? "empty" : $"`{json.Trim('"')}`"
        : Fields.Single(field => field.Path == path).Default is { } written && written.StartsWith("none", StringComparison.Ordinal) ? written : null;

    /// <summary>What a word of one field needs of others.</summary>
    private static IEnumerable<(string Member, string Word)> CompanionsOf(string path, string text) => (path, text) switch
    {
        ("destination.format", "Avro" or "Parquet") => [("record", "Flat")],
        ("destination.compression", "Snappy") => [("format", "Parquet"), ("record", "Flat")],
        _ => [],
    };

    private static IEnumerable<string> ProblemsWith(string path, string text)
    {
        var document = JsonNode.Parse(Roomy)!;
        Parent(document, path)[NameOf(path)] = int.TryParse(text, out var number) ? number : text;
        foreach (var (member, word) in CompanionsOf(path, text))
        {
            document["destination"]![member] = word;
        }

        return Read(document).Problems.Select(problem => $"{problem}");
    }

    /// <summary>The next value beyond an end: a step of one for numbers and bytes, of a millisecond for durations.</summary>
    private static string Beside(string end, int step) =>
        int.TryParse(end, out var number) ? $"{number + step}"
        : DurationText.TryParse(end, out var duration) ? Duration(duration.TotalMilliseconds + step)
        : SizeText.TryParse(end, out var bytes) ? $"{bytes + step}"
        : throw new FormatException($"'{end}' in docs/settings.md is neither a number nor a duration nor a size.");

    private static string Duration(double milliseconds) => milliseconds < 0 ? "-1ms" : $"{milliseconds}ms";

    private static JsonObject Parent(JsonNode document, string path) =>
        path.Split('.')[..^1].Aggregate(document.AsObject(), (node, name) => (node[name] ??= new JsonObject()).AsObject());

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static SettingsResult Read(JsonNode document) => SettingsDocument.Read(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));

    /// <summary>One row of the page.</summary>
    private sealed record Field(string Path, string Default, string Allowed)
    {
        public bool IsRange => Allowed.Split('`') is ["", _, " to ", _, ""];

        public bool IsChoice => Allowed.StartsWith("one of ", StringComparison.Ordinal);
    }
}
