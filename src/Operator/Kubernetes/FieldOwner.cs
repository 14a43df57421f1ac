namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>The name under which the API server notes which fields are the operator's.</summary>
internal static class FieldOwner
{
    public const string Name = "keyspaces-streamer";
}
