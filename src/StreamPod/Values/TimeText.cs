namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The text of a time of day: <c>10:25:37.494</c> with up to nine decimals, or nanoseconds since midnight.</summary>
internal static class TimeText
{
    private const ulong NanosecondsOfDay = 86_400_000_000_000;

    public static bool TryRead(ReadOnlySpan<byte> text, out long nanoseconds, out ValueForm form)
    {
        form = ValueForm.TimeOfDay;
        var cursor = new TextCursor(text);
        if (cursor.TakeTime(out nanoseconds))
        {
            return cursor.IsAtEnd;
        }

        form = ValueForm.TimeNanoseconds;
        cursor = new TextCursor(text);
        var isRead = cursor.TakeDigits(1, 19, out var number) && cursor.IsAtEnd && number < NanosecondsOfDay;
        nanoseconds = (long)number;
        return isRead;
    }
}
