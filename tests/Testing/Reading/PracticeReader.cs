namespace KeyspacesStreamer.Testing.Reading;

/// <summary>A reader with a fault behind four branches, on which the fuzzer is tried: nothing finds it by chance within a test's time, the way over the branches does.</summary>
internal static class PracticeReader
{
    /// <summary>Whether the input leads to the fault.</summary>
    public static bool HasFault(ReadOnlySpan<byte> input)
    {
        if (input.Length > 3 && input[0] == 'B')
        {
            if (input[1] == 'u')
            {
                if (input[2] == 'G')
                {
                    if (input[3] == 0xFF)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
