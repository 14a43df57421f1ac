using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Streams as small as they can be.</summary>
internal static class SomeStream
{
    public const string Namespace = "media";

    public static NamespacedName KeyOf(string name) => new(Namespace, name);

    /// <param name="name">Its name, and that of its table.</param>
    /// <param name="checkpointTable">Null for the default name.</param>
    /// <param name="generation">How often the spec was changed, and one.</param>
    /// <param name="condition">Status of Ready, if it has a status.</param>
    public static KeyspacesCdcStream Named(string name, string? checkpointTable = null, long generation = 1, string? condition = null) => new()
    {
        Metadata = new V1ObjectMeta { NamespaceProperty = Namespace, Name = name, Uid = $"uid-{name}", Generation = generation },
        Spec = new KeyspacesCdcStreamSpec
        {
            Source = new SourceSpec { Keyspace = "media", Table = name },
            Destination = new DestinationSpec { Bucket = "changes" },
            Checkpoint = new CheckpointSpec { Table = checkpointTable },
        },
        Status = condition is null ? null : new KeyspacesCdcStreamStatus { Conditions = [new V1Condition { Type = ConditionTypes.Ready, Status = condition }] },
    };
}
