using System.Diagnostics.CodeAnalysis;
using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>Runs a target on one input, and makes an input with a finding as short as it goes.</summary>
internal static class Probe
{
    /// <summary>What is wrong with what the target made of the input; null when nothing is.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a target throws is the finding.")]
    public static Exception? Try(IFuzzTarget target, ReadOnlySpan<byte> input)
    {
        try
        {
            target.Check(input);
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }

    public static Finding Shortest(IFuzzTarget target, byte[] input, Exception problem)
    {
        for (var piece = input.Length / 2; piece > 0; piece /= 2)
        {
            for (var from = 0; from + piece <= input.Length;)
            {
                byte[] shorter = [.. input[..from], .. input[(from + piece)..]];
                if (Try(target, shorter) is { } still && still.GetType() == problem.GetType())
                {
                    (input, problem) = (shorter, still);
                }
                else
                {
                    from += piece;
                }
            }
        }

        return new Finding(input, problem.ToString());
    }
}
