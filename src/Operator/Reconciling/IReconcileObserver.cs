using k8s.Models;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Hears what reconciles do, to count and log it.</summary>
internal interface IReconcileObserver
{
    /// <summary>An AWS call of a step failed.</summary>
    void AwsFailed(ResourceKey key, string step, AwsCallException problem);

    /// <summary>An object was made, or changed as the stream wants it.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="name">Its name.</param>
    /// <param name="difference">Path of what differed; null when the object was not there.</param>
    void ChildApplied(ResourceKey key, string kind, string name, string? difference);

    /// <summary>An object that is not wanted any more was deleted.</summary>
    void ChildDeleted(ResourceKey key, string kind, string name);

    /// <summary>A condition changed to this.</summary>
    void ConditionChanged(ResourceKey key, V1Condition condition);

    /// <summary>An event could not be written; the stream goes on without it.</summary>
    void EventLost(ResourceKey key, string reason, Exception problem);

    /// <summary>The number of pods was chosen anew.</summary>
    void Scaled(ResourceKey key, string why);

    /// <summary>The stream's finalizer was taken off: what follows is the cluster's garbage collection.</summary>
    void Released(ResourceKey key);
}
