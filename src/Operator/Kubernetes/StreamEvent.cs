using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Something that happened to a stream, for <c>kubectl describe</c>.</summary>
internal sealed record StreamEvent
{
    /// <summary>The stream it is about.</summary>
    public required KeyspacesCdcStream Stream { get; init; }

    /// <summary>Whether a person should look.</summary>
    public required bool IsWarning { get; init; }

    /// <summary>One word, such as <c>StreamChanged</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>What the operator was doing, one word, such as <c>ResolveStream</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What happened; cut to 1,024 characters when it is written, which is what an event may hold.</summary>
    public required string Note { get; init; }
}
