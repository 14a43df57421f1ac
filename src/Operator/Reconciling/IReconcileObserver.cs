using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Hears what reconciles do, to count and log it.</summary>
internal interface IReconcileObserver
{
    /// <summary>An AWS call of a step failed.</summary>
    void AwsFailed(NamespacedName key, string step, AwsCallException problem);

    /// <summary>An object was made, or changed as the stream wants it.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="name">Its name.</param>
    /// <param name="difference">Path of what differed; null when the object was not there.</param>
    void ChildApplied(NamespacedName key, string kind, string name, string? difference);

    /// <summary>An object that is not wanted any more was deleted.</summary>
    void ChildDeleted(NamespacedName key, string kind, string name);

    /// <summary>A condition changed to this.</summary>
    void ConditionChanged(NamespacedName key, V1Condition condition);

    /// <summary>An event could not be written; the stream goes on without it.</summary>
    void EventLost(NamespacedName key, string reason, Exception problem);

    /// <summary>The number of pods was chosen again.</summary>
    void Scaled(NamespacedName key, string why);

    /// <summary>The stream's finalizer was taken off: what follows is the cluster's garbage collection.</summary>
    void Released(NamespacedName key);
}
