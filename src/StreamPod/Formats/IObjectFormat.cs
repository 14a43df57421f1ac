using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>How records become a file: a format with the form of its records, and what compresses inside the file.</summary>
internal interface IObjectFormat
{
    /// <summary>Begins an object.</summary>
    /// <param name="output">Where its bytes go.</param>
    IObjectWriter Open(IBufferWriter<byte> output);
}
