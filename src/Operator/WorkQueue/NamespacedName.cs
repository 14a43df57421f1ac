namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>Name of a resource within its cluster: its namespace and its own name.</summary>
internal readonly record struct NamespacedName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
