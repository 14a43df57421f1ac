using System.Text;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Verification.Contents;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A line of an object that verification reads: a finding in words, or a number that is in the line.</summary>
internal sealed class LineTarget : IFuzzTarget
{
    public string Name => "line";

    public IReadOnlyList<string> Words { get; } = ["\"sequenceNumber\":\"12\"", "\"metadata\":{", "\"shardId\":\"a\"", "{\"a\":", "[[", "null", "\\u0031", "\\ud800", "\"_seq\":\"000000000000000000000000111111114000000000000007\"", "\"_shard\":\"a\"", "\"source\":{", "\"seq\":", "\"shard\":"];

    public void Check(ReadOnlySpan<byte> input)
    {
        foreach (var shape in Enum.GetValues<RecordShape>())
        {
            Check(input, PlaceFields.Of(shape));
        }
    }

    private static void Check(ReadOnlySpan<byte> input, PlaceFields fields)
    {
        try
        {
            var place = RecordLine.PlaceOf(input, fields);
            BrokenInvariantException.Unless(Encoding.UTF8.GetString(input).Contains(place.Number.Text, StringComparison.Ordinal) || input.Contains((byte)'\\'), "The number is not in the line.");
            BrokenInvariantException.Unless(place.ShardId is not null || !fields.IsRow, "A row without a shard.");
            var found = new HashSet<FieldPath>();
            RecordLine.AddFields(input, found);
            BrokenInvariantException.Unless(found.Contains(fields.Number) || input.Contains((byte)'\\'), "A field that was read is not among those of the line.");
        }
        catch (FormatException finding)
        {
            BrokenInvariantException.Unless(finding.Message.Length > 0, "A finding without a word.");
        }
    }
}
