using System.Buffers;
using System.Globalization;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Transforms;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>A transform for tests, named in a layout as <c>drop 1 of N</c>: it drops the records whose number has a hash that N divides, and cannot decide on those that no encoder can read.</summary>
internal sealed class DropByNumber : IRecordTransform
{
    private const string Name = "drop 1 of ";

    private readonly uint _divisor;

    private DropByNumber(uint divisor) => _divisor = divisor;

    public static string Named(int divisor) => string.Create(CultureInfo.InvariantCulture, $"{Name}{divisor}");

    public static DropByNumber? Of(ObjectLayout layout) =>
        layout.Transform is not { } text ? null
        : text.StartsWith(Name, StringComparison.Ordinal) ? new DropByNumber(uint.Parse(text[Name.Length..], CultureInfo.InvariantCulture))
        : throw new NotSupportedException($"this version knows no transform '{text}'");

    public static bool Drops(int divisor, SequenceNumber number) => new DropByNumber((uint)divisor).Drops(System.Text.Encoding.ASCII.GetBytes(number.Text));

    public bool TryApply(in ChangeRecord record, IBufferWriter<byte> scratch, out ChangeRecord result)
    {
        result = record;
        return record.Json.Span.IndexOf("\"newImage\":[]"u8) >= 0 ? throw new UnreadableRecordException("The filter reads no array.") : !Drops(record.SequenceText.Span);
    }

    // FNV-1a: https://www.rfc-editor.org/rfc/rfc9923
    private bool Drops(ReadOnlySpan<byte> digits)
    {
        var hash = 2_166_136_261u;
        foreach (var digit in digits)
        {
            hash = unchecked((hash ^ digit) * 16_777_619);
        }

        return (hash >> 8) % _divisor == 0;
    }
}
