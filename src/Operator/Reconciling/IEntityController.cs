using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Makes the world as one resource wants it, by what is, never by what happened.</summary>
internal interface IEntityController
{
    /// <summary>Looks at the resource and does what is lacking; a resource that is gone is forgotten.</summary>
    /// <exception cref="Exception">Whatever the cluster or AWS answered that no condition could take up: the key is tried again after a pause.</exception>
    Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken);
}
