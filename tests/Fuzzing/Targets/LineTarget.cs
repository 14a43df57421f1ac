using System.Text;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Verification.Contents;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A line of an object that verification reads: a finding in words, or a number that is in the line.</summary>
internal sealed class LineTarget : IFuzzTarget
{
    public string Name => "line";

    public IReadOnlyList<string> Words { get; } = ["\"sequenceNumber\":\"12\"", "\"metadata\":{", "\"shardId\":\"a\"", "{\"a\":", "[[", "null", "\\u0031", "\\ud800"];

    public void Check(ReadOnlySpan<byte> input)
    {
        try
        {
            var line = RecordLine.PlaceOf(input, PlaceFields.Of(RecordShape.Native));
            BrokenInvariantException.Unless(Encoding.UTF8.GetString(input).Contains(line.Number.Text, StringComparison.Ordinal) || input.Contains((byte)'\\'), "The number is not in the line.");
        }
        catch (FormatException finding)
        {
            BrokenInvariantException.Unless(finding.Message.Length > 0, "A finding without a word.");
        }
    }
}
