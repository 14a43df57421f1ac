using System.Text;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A settings document: every problem with its place, or settings that are the same when they are written and read again.</summary>
internal sealed class SettingsTarget : IFuzzTarget
{
    public string Name => "settings";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"resource\":{", "\"source\":{", "\"destination\":{", "\"checkpoint\":{", "\"pod\":{", "\"rotation\":{", "\"tags\":{", "\"encryption\":{", "\"keyTemplate\":", "\"prefix\":", "\"endpoint\":\"https://a\"", "\"maxAge\":\"5m\"",
        "\"maxBytes\":\"64Mi\"", "\"startFrom\":\"Latest\"", "\"kmsKeyId\":", "null", "true", "-1", "1e400", "\\ud800", "{column:a}", "{sequenceNumber}",
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        var result = Read(input);
        if (result.Settings is not { } settings)
        {
            BrokenInvariantException.Unless(result.Problems.Count > 0, "Refused without a problem.");
            BrokenInvariantException.Unless(result.Problems.All(problem => problem.ToString().Length > 0), "A problem says nothing.");
            return;
        }

        BrokenInvariantException.Unless(result.Problems.Count == 0, "Accepted with problems.");
        var text = SettingsDocument.Write(settings);
        var again = Read(Encoding.UTF8.GetBytes(text));
        BrokenInvariantException.Unless(again.Settings is not null, $"What was written is refused: {string.Join(' ', again.Problems)}");
        BrokenInvariantException.Unless(SettingsDocument.Write(again.Settings!) == text, "What was written is read as something else.");
    }

    private static SettingsResult Read(ReadOnlySpan<byte> document) =>
        SettingsDocument.Read(document, template => KeyTemplate.TryParse(template, out _, out var problems) ? [] : problems);
}
