using System.Text;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Docs.Tests.Schemas;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>Examples on pages are sound: resources by the definition, settings by their reader, shell by the shell.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Resources_FitTheDefinition()
    {
        var texts = TextsOf("yaml").Where(example => example.Text.Contains("kind: KeyspacesCdcStream", StringComparison.Ordinal)).ToList();

        var problems = texts.SelectMany(example => YamlText.Documents(example.Text).Where(document => (string?)document["kind"] == "KeyspacesCdcStream").SelectMany(SchemaCheck.ProblemsOf).Select(problem => $"{example.Place}: {problem}"));

        Assert.NotEmpty(texts);
        Assert.Empty(problems);
    }

    [Fact]
    public void Settings_AreTakenByTheirReader()
    {
        var texts = TextsOf("json").Where(example => example.Text.Contains("\"checkpoint\"", StringComparison.Ordinal) && example.Text.Contains("\"source\"", StringComparison.Ordinal)).ToList();

        var problems = texts.SelectMany(example => SettingsDocument.Read(Encoding.UTF8.GetBytes(example.Text)).Problems.Select(problem => $"{example.Place}: {problem}"));

        Assert.NotEmpty(texts);
        Assert.Empty(problems);
    }

    [Fact]
    public void JsonBlocks_AreJson() => Assert.All(MarkdownPages.Blocks.Where(block => block.Language == "json"), block => Assert.NotNull(JsonNode.Parse(block.Text)));

    [Fact]
    public void YamlBlocks_AreYaml() => Assert.All(MarkdownPages.Blocks.Where(block => block.Language == "yaml"), block => Assert.NotEmpty(YamlText.Documents(block.Text)));

    [Fact]
    public async Task ShellBlocks_AreShell()
    {
        var problems = new List<string>();
        foreach (var block in MarkdownPages.ShellBlocks.Where(block => block.Text.Length > 0))
        {
            problems.AddRange(await Shell.ProblemsOfAsync(block));
        }

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("{apiVersion: keyspaces-streamer.dev/v1alpha1, kind: KeyspacesCdcStream, metadata: {name: a}, spec: {source: {keyspace: a, table: b}, destination: {bucket: abc}}}", 0)]
    [InlineData("{apiVersion: keyspaces-streamer.dev/v1alpha1, kind: KeyspacesCdcStream, metadata: {name: a}, spec: {source: {keyspace: a}, destination: {bucket: abc}}}", 1)]
    [InlineData("{apiVersion: keyspaces-streamer.dev/v1alpha1, kind: KeyspacesCdcStream, metadata: {name: a}, spec: {source: {keyspace: a, table: b}, destination: {bucket: abc, format: Orc}}}", 1)]
    [InlineData("{apiVersion: keyspaces-streamer.dev/v1alpha1, kind: KeyspacesCdcStream, metadata: {name: a}, spec: {source: {keyspace: a, table: b}, destinations: {bucket: abc}, destination: {bucket: ABC}}}", 2)]
    [InlineData("{apiVersion: keyspaces-streamer.dev/v1alpha1, kind: KeyspacesCdcStream, metadata: {name: a}, spec: {replicas: 1000, suspend: later, source: {keyspace: a, table: b}, destination: {bucket: abc}}}", 2)]
    public void SchemaCheck_FindsWhatIsWrong(string resource, int problems) => Assert.Equal(problems, SchemaCheck.ProblemsOf(YamlText.Read(resource)!).Count); // a document

    // Blocks of a language, and what shell blocks feed to a command.
    private static IEnumerable<(string Place, string Text)> TextsOf(string language) =>
        MarkdownPages.Blocks.Where(block => block.Language == language).Select(block => (block.ToString(), block.Text))
            .Concat(MarkdownPages.ShellBlocks.SelectMany(block => HereText.In(block.Text).Where(text => text.TrimStart().StartsWith('{') == (language == "json")).Select(text => (block.ToString(), ShellVariables.Filled(text)))));
}
