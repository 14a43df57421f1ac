using System.Text;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>Label values: enum names in snake case, and nothing that the metric's definition does not list.</summary>
internal static class LabelWord
{
    /// <summary><c>ShardEnd</c>, <c>shard-end</c> and <c>shard_end</c> give <c>shard_end</c>; a value that is not listed gives <c>other</c>.</summary>
    public static string Of(MetricLabel label, string value)
    {
        var word = SnakeCase(value);
        return label.Values.Contains(word, StringComparer.Ordinal) ? word : MetricLabel.Other;
    }

    private static string SnakeCase(string value)
    {
        var word = new StringBuilder(value.Length + 4);
        for (var i = 0; i < value.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(value[i]) && !char.IsAsciiLetterUpper(value[i - 1]))
            {
                word.Append('_');
            }

            word.Append(value[i] == '-' ? '_' : char.ToLowerInvariant(value[i]));
        }

        return word.ToString();
    }
}
