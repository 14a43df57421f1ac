using System.Globalization;
using System.Text;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Whether the keys of a prefix and a template fit S3's 1,024 bytes, whatever the records hold.</summary>
/// <remarks>The rule of the resource's definition counts the same. Values of columns need no more than this: what is longer is cut (docs/object-keys.md).</remarks>
internal static class KeyLength
{
    /// <summary>1,024 bytes of S3, less 16 for the mark of a shard and three for <c>.gz</c>.</summary>
    private const int MaxBytes = 1005;

    // What a variable may take beyond the letters it is written with: 48 digits, 65 characters of a shard id, a value of which only its hash is left.
    private static readonly (string Variable, int Bytes)[] Widths =
    [
        ("{sequenceNumber}", 32), ("{firstSequenceNumber}", 32), ("{lastSequenceNumber}", 32), ("{shardId}", 56), ("{column:", 33),
    ];

    public static void Check(SettingsNode root, SourceSettings source, DestinationSettings destination)
    {
        var template = destination.KeyTemplate;
        var bytes = Encoding.UTF8.GetByteCount(destination.Prefix) + Encoding.UTF8.GetByteCount(template)
            + Widths.Sum(width => width.Bytes * CountOf(template, width.Variable))
            + (source.Keyspace.Length * CountOf(template, "{keyspace}")) + (source.Table.Length * CountOf(template, "{table}"));
        if (bytes > MaxBytes)
        {
            root.Report(
                root.PathOf("destination.keyTemplate"),
                string.Create(CultureInfo.InvariantCulture, $"({bytes} bytes)"),
                string.Create(CultureInfo.InvariantCulture, $"a key of this prefix and template may have {bytes} bytes, and {MaxBytes} is the most; write a shorter prefix or template."));
        }
    }

    private static int CountOf(string template, string variable) => template.Split(variable).Length - 1;
}
