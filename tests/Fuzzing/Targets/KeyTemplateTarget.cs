using System.Text;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A key template and, after a line feed, the value of the column <c>a</c>: refused in words, or keys that S3 takes and that differ where the numbers differ.</summary>
internal sealed class KeyTemplateTarget : IFuzzTarget
{
    private static readonly SequenceNumber First = SequenceNumber.Parse("1");
    private static readonly SequenceNumber Last = SequenceNumber.Parse(new string('9', 48));

    public string Name => "template";

    public IReadOnlyList<string> Words { get; } =
        ["{keyspace}", "{table}", "{yyyy}", "{MM}", "{dd}", "{HH}", "{mm}", "{shardId}", "{sequenceNumber}", "{firstSequenceNumber}", "{lastSequenceNumber}", "{column:a}", "{column:", "../", "\n", "日", "😀"];

    public void Check(ReadOnlySpan<byte> input)
    {
        var split = input.IndexOf((byte)'\n');
        var text = Encoding.UTF8.GetString(split < 0 ? input : input[..split]);
        if (!KeyTemplate.TryParse(text, out var template, out var problems))
        {
            BrokenInvariantException.Unless(problems.Count > 0 && problems.All(problem => problem.Length > 0), "Refused without a word.");
            return;
        }

        BrokenInvariantException.Unless(problems.Count == 0, "Accepted with problems.");
        CheckKeys(template, Encoding.UTF8.GetString(split < 0 ? [] : input[(split + 1)..]));
    }

    private static void CheckKeys(KeyTemplate template, string value)
    {
        var record = RecordTarget.RecordOf(Encoding.UTF8.GetBytes("{\"partitionKeys\":{\"a\":{\"textT\":" + JsonSerializer.Serialize(value) + "}}}"));
        try
        {
            var (key, again) = (KeyOf(First), KeyOf(First));
            BrokenInvariantException.Unless(key == again, "The same record has two keys.");
            BrokenInvariantException.Unless(Encoding.UTF8.GetByteCount(key) <= PartitionKeyPattern.MaximumKeyBytes, "The key is longer than S3 takes.");
            BrokenInvariantException.Unless(!key.AsSpan().ContainsAnyInRange('\0', '\x1f'), "The key has control characters.");
            BrokenInvariantException.Unless(!key.Split('/').Any(part => part is "." or ".."), "The key has a segment that tools take for a folder's own name.");
            BrokenInvariantException.Unless(KeyOf(Last) != key, "Two numbers have one key.");
        }
        catch (UnreadableRecordException)
        {
            // Said in words: the key would be too long.
        }

        string KeyOf(SequenceNumber number) => new ObjectNaming(template, "", RecordTarget.Stream, RecordTarget.Shard).PartitionOf(record).KeyOf(number, Last);
    }
}
