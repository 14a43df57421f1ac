using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>A fault to be found, by which the engine is tried: a broken invariant, an endless loop or the end of the process.</summary>
internal sealed class PracticeTarget(string fault) : IFuzzTarget
{
    public string Name => $"practice-{fault}";

    public IReadOnlyList<string> Words => [];

    public void Check(ReadOnlySpan<byte> input)
    {
        if (PracticeReader.HasFault(input))
        {
            Fail();
        }
    }

    private void Fail()
    {
        switch (fault)
        {
            case "hang":
                for (var spin = new SpinWait(); ;)
                {
                    spin.SpinOnce();
                }

            case "crash":
                Environment.FailFast("As a full stack would.");
                break;
            default:
                throw new BrokenInvariantException("The fault behind four branches.");
        }
    }
}
