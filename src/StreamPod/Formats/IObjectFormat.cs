using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>The file format of an object: what its bytes are called, and how records become a file.</summary>
internal interface IObjectFormat
{
    string ContentType { get; }

    /// <summary>What a key ends with, unless its template ends so already, for example <c>.gz</c>; empty for none.</summary>
    string KeySuffix(ObjectCompression compression);

    /// <summary>Begins an object.</summary>
    /// <param name="shape">The form of its records.</param>
    /// <param name="output">Where its bytes go, before <paramref name="output"/> is compressed as a whole.</param>
    IObjectWriter Open(IRecordShape shape, IBufferWriter<byte> output);
}
