using System.Text;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>A request as it came over the socket.</summary>
internal sealed record HttpExchange(string RequestLine, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
