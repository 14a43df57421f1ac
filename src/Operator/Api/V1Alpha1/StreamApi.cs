namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Names under which Kubernetes knows the resource.</summary>
internal static class StreamApi
{
    /// <summary>API group; also the domain of our labels, annotations and finalizer.</summary>
    public const string Group = "keyspaces-streamer.dev";

    /// <summary>Version of the schema.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Group and version, as they are in <c>apiVersion</c>.</summary>
    public const string ApiVersion = Group + "/" + Version;

    /// <summary>Kind of one object.</summary>
    public const string Kind = "KeyspacesCdcStream";

    /// <summary>Kind of a list of them.</summary>
    public const string ListKind = Kind + "List";

    /// <summary>Name in paths and rules.</summary>
    public const string Plural = "keyspacescdcstreams";

    /// <summary>Name of one object on the command line.</summary>
    public const string Singular = "keyspacescdcstream";

    /// <summary>Short name on the command line.</summary>
    public const string ShortName = "kcs";

    /// <summary>Category on the command line.</summary>
    public const string Category = "streamer";

    /// <summary>Name of the custom resource definition.</summary>
    public const string DefinitionName = Plural + "." + Group;

    /// <summary>Annotation of a stream by which a person orders an empty checkpoint table in place of one that was lost; its value is the table's name, and it counts once.</summary>
    public const string RecreateCheckpointTable = Group + "/recreate-checkpoint-table";

    /// <summary>Holds an object back until its pods have flushed and the deletion policy is applied.</summary>
    public const string Finalizer = Group + "/finalizer";
}
