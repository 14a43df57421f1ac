using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>duration</c> in the forms of <see cref="DurationForms"/> into a struct of months, days and nanoseconds.</summary>
internal sealed class DurationReader(RowField field, ValueForms forms) : ScalarReader(field, "a duration as 1y2mo3d4h5m6s, ISO 8601 or three numbers", "durationT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!DurationForms.TryRead(text, out var duration, out var form))
        {
            return false;
        }

        forms.Note(form);
        sink.BeginStruct(Field);
        sink.Int32(Field.Children[0], duration.Months);
        sink.Int32(Field.Children[1], duration.Days);
        sink.Int64(Field.Children[2], duration.Nanoseconds);
        sink.EndStruct(Field);
        return true;
    }
}
