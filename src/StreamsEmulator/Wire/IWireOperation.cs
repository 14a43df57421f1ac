using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>One operation of the service.</summary>
internal interface IWireOperation
{
    /// <summary>The value of X-Amz-Target.</summary>
    string Target { get; }

    /// <summary>What the call is about; must take any object, valid or not.</summary>
    WireSubject SubjectOf(JsonElement body);

    /// <exception cref="WireFault">The request cannot be met.</exception>
    WireReply Answer(JsonElement body);
}
