using System.Text.Json;

namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>One line of the lab's journal.</summary>
/// <param name="Line">The line.</param>
internal sealed record LabEntry(JsonElement Line)
{
    public string Kind => Text("kind");

    public string Role => Text("role");

    public string Action => Text("action");

    public string Resource => Text("resource");

    /// <summary>Whether a judged request was allowed, or a session given.</summary>
    public bool IsAllowed => Flag("allowed") || Flag("granted");

    /// <summary>Names of the statements that decided.</summary>
    public IEnumerable<string> Statements => Line.TryGetProperty("statements", out var names) ? names.EnumerateArray().Select(name => name.GetString() ?? "") : [];

    public override string ToString() => Line.GetRawText();

    private string Text(string member) => Line.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";

    private bool Flag(string member) => Line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;
}
