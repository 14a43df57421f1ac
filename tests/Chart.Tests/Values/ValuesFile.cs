using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests.Values;

/// <summary>values.yaml as people read it: keys with the comments above them.</summary>
internal static partial class ValuesFile
{
    public static IReadOnlyList<ValueLine> Lines { get; } = [.. Read()];

    /// <summary>Values that are no group of others.</summary>
    public static IReadOnlyList<ValueLine> Leaves { get; } = [.. Lines.Where(line => !line.IsGroup)];

    private static IEnumerable<ValueLine> Read()
    {
        var (keys, comment) = (new List<string>(), new List<string>());
        foreach (var line in Renderer.ChartFile("values.yaml").Split('\n'))
        {
            var (note, key) = (Note().Match(line), Key().Match(line));
            if (note.Success)
            {
                comment.Add(note.Groups["text"].Value);
            }
            else if (key.Success)
            {
                keys.RemoveRange(key.Groups["indent"].Length / 2, keys.Count - (key.Groups["indent"].Length / 2));
                keys.Add(key.Groups["key"].Value);
                yield return new ValueLine(string.Join('.', keys), key.Groups["value"].Value, string.Join(' ', comment));
                comment.Clear();
            }
            else if (line.Length == 0)
            {
                comment.Clear();
            }
            else
            {
                throw new InvalidDataException($"values.yaml: \"{line}\" is neither a comment nor a key with its value; write lists and maps on one line.");
            }
        }
    }

    [GeneratedRegex(@"^ *# (?<text>.*)$")]
    private static partial Regex Note();

    [GeneratedRegex(@"^(?<indent> *)(?<key>[A-Za-z]+):( (?<value>.+))?$")]
    private static partial Regex Key();
}
