using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Streams as the cluster hands them out.</summary>
internal static class StreamSamples
{
    /// <summary>A stream of media.content into bucket data, made on that day of March 2026; its uid is its name.</summary>
    public static KeyspacesCdcStream Stream(string name, int day = 1, Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec>? change = null)
    {
        var spec = new KeyspacesCdcStreamSpec { Source = new SourceSpec { Keyspace = "media", Table = "content" }, Destination = new DestinationSpec { Bucket = "data" } };
        return new KeyspacesCdcStream
        {
            Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "streams", Uid = name, Generation = 3, CreationTimestamp = new DateTime(2026, 3, day, 0, 0, 0, DateTimeKind.Utc) },
            Spec = change is null ? spec : change(spec),
        };
    }
}
