using KeyspacesStreamer.StreamPod.Checkpoints;

namespace KeyspacesStreamer.Fuzzing.Targets;

/// <summary>The bytes of a pending checkpoint's state: another program's, refused in words, or a pending group that is the same when it is written and read again.</summary>
internal sealed class PendingGroupTarget : IFuzzTarget
{
    public string Name => "pending";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"version\":1", "\"version\":2", "\"version\":3", "\"version\":4", "\"cutBy\":\"Wire\"", "\"layout\":{", "\"first\":\"1\"", "\"last\":\"9\"", "\"records\":1", "\"bytes\":1", "\"objects\":1", "\"keys\":[\"a\"]", "\"collisions\":[0]", "\"keyRules\":\"Second\"", "\"compression\":\"Gzip\"", "null", "\\ud800",
    ];

    public void Check(ReadOnlySpan<byte> input)
    {
        PendingGroup? pending;
        try
        {
            pending = PendingGroup.TryRead(input);
        }
        catch (FormatException refusal)
        {
            BrokenInvariantException.Unless(refusal.Message.Length > 0, "Refused without a word.");
            return;
        }

        if (pending is not null)
        {
            BrokenInvariantException.Unless(PendingGroupCheck.ProblemsOf(pending).Count == 0, "A pending group that the recovery cannot use.");
            var bytes = pending.ToBytes();
            var again = PendingGroup.TryRead(bytes);
            BrokenInvariantException.Unless(again is not null && again.ToBytes().AsSpan().SequenceEqual(bytes), "What was written is read as something else.");
        }
    }
}
