namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Where resources of one kind are found under the API server's root.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version.</param>
/// <param name="Plural">The kind's name in paths.</param>
internal sealed record ResourceKind(string Group, string Version, string Plural)
{
    /// <summary>Path of the kind's collection, in one namespace or in all of them.</summary>
    public string PathIn(string? @namespace)
    {
        var root = Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";
        return @namespace is null ? $"{root}/{Plural}" : $"{root}/namespaces/{Uri.EscapeDataString(@namespace)}/{Plural}";
    }

    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
