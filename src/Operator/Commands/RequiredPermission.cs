using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>A right on one kind of resource; config/rbac grants these, and a test compares.</summary>
/// <param name="Group">API group.</param>
/// <param name="Resource">Kind in the plural, with its subresource after a slash.</param>
/// <param name="Verbs">What must be allowed.</param>
internal sealed record RequiredPermission(string Group, string Resource, params IReadOnlyList<string> Verbs)
{
    private const string Create = "create";
    private const string Delete = "delete";
    private const string Get = "get";
    private const string List = "list";
    private const string Patch = "patch";
    private const string Update = "update";
    private const string Watch = "watch";

    /// <summary>Wherever streams are watched.</summary>
    public static readonly IReadOnlyList<RequiredPermission> Watched =
    [
        new(StreamApi.Group, StreamApi.Plural, Get, List, Patch, Watch),
        new(StreamApi.Group, StreamApi.Plural + "/finalizers", Update),
        new(StreamApi.Group, StreamApi.Plural + "/status", Patch),
        new("", "configmaps", Create, Get, List, Patch, Watch),
        new("", "pods", List, Watch),
        new("", "serviceaccounts", Create, Delete, Get, List, Patch, Watch),
        new("", "services", Create, Get, List, Patch, Watch),
        new("apps", "deployments", Create, Delete, Get, List, Patch, Watch),
        new("events.k8s.io", "events", Create),
        new("policy", "poddisruptionbudgets", Create, Delete, Get, List, Patch, Watch),
    ];

    /// <summary>In the operator's own namespace.</summary>
    public static readonly IReadOnlyList<RequiredPermission> Own = [new("coordination.k8s.io", "leases", Create, Get, Update)];
}
