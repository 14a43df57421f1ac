using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.AwsLab.Journal;

/// <summary>What the lab decided, one JSON line each, for tests to compare with what was granted.</summary>
internal sealed class RequestJournal : IDisposable
{
    // Read by people and by jq, never by a browser.
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TimeProvider _clock;
    private readonly Lock _turn = new();
    private readonly StreamWriter _lines;

    public RequestJournal(TimeProvider clock, string path)
    {
        _clock = clock;
        _lines = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false)) { AutoFlush = true };
    }

    /// <param name="kind">Kind of the line.</param>
    /// <param name="members">What else is in it; null values are left out.</param>
    public void Write(string kind, params (string Name, JsonNode? Value)[] members)
    {
        var line = new JsonObject { ["time"] = _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["kind"] = kind };
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                line[name] = value;
            }
        }

        var text = line.ToJsonString(Plain);
        lock (_turn)
        {
            _lines.WriteLine(text);
        }
    }

    /// <summary>A file of the folder is broken: said where people look, too.</summary>
    public void WriteProblem(string message)
    {
        Console.Error.WriteLine(message);
        Write("problem", ("message", message));
    }

    public void Dispose() => _lines.Dispose();
}
