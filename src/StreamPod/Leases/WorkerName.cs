namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>Who owns a lease: the pod's name and its incarnation, <c>pod/incarnation</c>.</summary>
/// <param name="Pod">Name of the pod; the same after a restart of its container.</param>
/// <param name="Incarnation">Different for each start of the process.</param>
internal readonly record struct WorkerName(string Pod, string Incarnation)
{
    /// <summary>Reads an owner back; a text without a slash (a Kinesis Client Library worker) has an empty incarnation.</summary>
    public static WorkerName Parse(string owner)
    {
        var slash = owner.LastIndexOf('/');
        return slash < 0 ? new WorkerName(owner, "") : new WorkerName(owner[..slash], owner[(slash + 1)..]);
    }

    public override string ToString() => Incarnation.Length == 0 ? Pod : $"{Pod}/{Incarnation}";
}
