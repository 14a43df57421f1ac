using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Encoding;

/// <summary>Turns one record into bytes of an object. The bytes follow from the record and the settings alone: no clock, host name or chance.</summary>
internal interface IRecordEncoder
{
    /// <summary>Appends the record, its line feed included.</summary>
    /// <exception cref="UnreadableRecordException">The record is not what the service promises; nothing usable was appended.</exception>
    void Encode(in ChangeRecord record, IBufferWriter<byte> output);
}
