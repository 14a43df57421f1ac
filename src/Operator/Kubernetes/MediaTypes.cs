namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>The ways in which the API server takes a body.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    /// <summary>Server-side apply; JSON is YAML.</summary>
    public const string Apply = "application/apply-patch+yaml";

    /// <summary>RFC 6902: operations, and tests that must hold.</summary>
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>RFC 7386: members that replace.</summary>
    public const string MergePatch = "application/merge-patch+json";
}
