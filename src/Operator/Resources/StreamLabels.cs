using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Labels by which the objects and pods of a stream are found.</summary>
internal static class StreamLabels
{
    /// <summary>The stream's name; its value is a name of at most 52 characters, which is always a valid label.</summary>
    public const string Stream = StreamApi.Group + "/stream";

    /// <summary>Label selector of everything that the operator makes, pods included: what its watches ask for.</summary>
    public const string Managed = ManagedBy + "=" + Manager;

    private const string Name = "app.kubernetes.io/name";
    private const string Component = "app.kubernetes.io/component";
    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string Manager = "keyspaces-streamer-operator";

    /// <summary>Labels that select the pods of a stream. A Deployment cannot change its selector: these stay as they are for ever.</summary>
    public static SortedDictionary<string, string> Selecting(string stream) => new(StringComparer.Ordinal)
    {
        [Name] = "keyspaces-streamer",
        [Component] = "stream",
        [Stream] = stream,
    };

    /// <summary>Labels of every object and pod of a stream.</summary>
    public static SortedDictionary<string, string> Of(string stream) => new(Selecting(stream), StringComparer.Ordinal) { [ManagedBy] = Manager };

    /// <summary>Label selector of the pods of a stream as text, for <c>status.selector</c>.</summary>
    public static string SelectorOf(string stream) => string.Join(',', Selecting(stream).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>Whether an object says that the operator made it.</summary>
    public static bool IsManaged(IDictionary<string, string>? labels) => labels is not null && labels.TryGetValue(ManagedBy, out var manager) && manager == Manager;

    /// <summary>Name of the stream that an object or pod says it belongs to; null when it says none.</summary>
    public static string? StreamOf(IDictionary<string, string>? labels) => labels is not null && labels.TryGetValue(Stream, out var stream) ? stream : null;
}
