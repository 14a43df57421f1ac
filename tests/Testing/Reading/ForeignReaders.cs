using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Rendering;
using KeyspacesStreamer.Testing.Servers;
using Xunit;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>The readers of eng/readers: what they find in files.</summary>
internal static class ForeignReaders
{
    public static void SkipUnlessInstalled()
    {
        var mark = Path.Combine(TestServers.CacheFolder, "readers", "recipe");
        if (!File.Exists(mark))
        {
            Assert.Skip($"{mark} is not there; run: make readers");
        }
    }

    /// <param name="reader">hyparquet, duckdb, avsc, avro, facts, grammar, or query.</param>
    /// <param name="files">Their paths.</param>
    /// <returns>Rows by path; a file that cannot be read has its error alone, as text.</returns>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonNode>>> ReadAsync(string reader, IEnumerable<string> files)
    {
        SkipUnlessInstalled();
        var answer = await Script.RunAsync("eng/readers/run.sh", [reader, .. files]);
        Assert.True(answer.Code == 0, $"{reader}: {answer.Error}");
        var found = new Dictionary<string, IReadOnlyList<JsonNode>>(StringComparer.Ordinal);
        var rows = new List<JsonNode>();
        foreach (var line in answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (word, rest) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
            switch (word)
            {
                case "file":
                    found[rest] = rows = [];
                    break;
                case "row":
                    rows.Add(JsonNode.Parse(rest)!);
                    break;
                default:
                    rows.Add(JsonValue.Create(line));
                    break;
            }
        }

        return found;
    }
}
