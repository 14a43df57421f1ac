namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A reader took an input and made something of it that must not be.</summary>
internal sealed class BrokenInvariantException(string message) : Exception(message)
{
    public static void Unless(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenInvariantException(otherwise);
        }
    }
}
