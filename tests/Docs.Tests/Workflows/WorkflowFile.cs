using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Docs.Tests.Workflows;

/// <summary>One workflow under .github, with its jobs and steps.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Text">The file.</param>
internal sealed record WorkflowFile(string Name, string Text)
{
    public static IReadOnlyList<WorkflowFile> All { get; } =
        [.. Directory.EnumerateFiles(RepositoryRoot.PathOf(".github", "workflows")).Order(StringComparer.Ordinal).Select(file => new WorkflowFile(Path.GetFileName(file), File.ReadAllText(file)))];

    public JsonObject Document => YamlText.Read(Text) as JsonObject ?? throw new InvalidDataException($"{Name} is no object.");

    public IEnumerable<(string Name, JsonObject Job)> Jobs => (Document["jobs"] as JsonObject ?? []).Select(job => (job.Key, job.Value as JsonObject ?? []));

    public IEnumerable<JsonObject> Steps => Jobs.SelectMany(job => job.Job["steps"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>What the steps run.</summary>
    public IEnumerable<string> Scripts => Steps.Select(step => (string?)step["run"]).OfType<string>();

    public override string ToString() => Name;
}
