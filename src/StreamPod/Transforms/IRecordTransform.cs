using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Transforms;

/// <summary>What happens to a record before it is named and encoded: left out, or made into another one. Pure: the same record always comes to the same.</summary>
internal interface IRecordTransform
{
    /// <param name="record">As the stream hands it out.</param>
    /// <param name="scratch">For the bytes of another record; valid until the next call.</param>
    /// <param name="result">What is written instead.</param>
    /// <returns>False when the record is dropped: it moves the end of its group and adds nothing.</returns>
    /// <exception cref="UnreadableRecordException">It cannot be decided. Never a reason to drop: the policy for unreadable records holds.</exception>
    bool TryApply(in ChangeRecord record, IBufferWriter<byte> scratch, out ChangeRecord result);
}
