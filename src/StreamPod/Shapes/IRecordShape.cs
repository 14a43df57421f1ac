using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The form of one record inside an object. Its bytes follow from the record and the settings alone: no clock, host name or chance.</summary>
internal interface IRecordShape
{
    /// <summary>Appends the record as one line, its line feed included: whole, or not at all.</summary>
    /// <exception cref="UnreadableRecordException">The record is not what the service promises; nothing was appended.</exception>
    void Write(in ChangeRecord record, IBufferWriter<byte> output);
}
