namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The form of a text that could not be read, for messages: letters as <c>a</c>, digits as <c>9</c>, so that nothing of the row is told.</summary>
internal static class TextForm
{
    private const int Longest = 32;

    public static string Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return "empty text";
        }

        Span<char> form = stackalloc char[Math.Min(text.Length, Longest)];
        for (var index = 0; index < form.Length; index++)
        {
            form[index] = text[index] switch
            {
                >= (byte)'0' and <= (byte)'9' => '9',
                (byte)' ' or (byte)'.' or (byte)',' or (byte)':' or (byte)'-' or (byte)'+' or (byte)'/' => (char)text[index],
                _ => 'a',
            };
        }

        return $"text like '{form}{(text.Length > Longest ? "…" : "")}'";
    }
}
