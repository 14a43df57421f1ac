using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Streams as a server hands them out, to begin a test with.</summary>
internal static class TestStreams
{
    /// <param name="namespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="change">What is to be different; null for nothing.</param>
    public static KeyspacesCdcStream Minimal(string @namespace, string name, Action<KeyspacesCdcStream>? change = null)
    {
        var stream = new KeyspacesCdcStream
        {
            Metadata = new V1ObjectMeta { NamespaceProperty = @namespace, Name = name },
            Spec = new KeyspacesCdcStreamSpec
            {
                Source = new SourceSpec { Keyspace = "media", Table = "media_content" },
                Destination = new DestinationSpec { Bucket = "keyspaces-data-1a2b3c4d" },
            },
        };
        change?.Invoke(stream);
        return stream;
    }
}
