using k8s.Models;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Queues;
using KeyspacesStreamer.Operator.Reconciling;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Hears of reconciles and keeps nothing.</summary>
internal sealed class QuietReconciles : IReconcileObserver
{
    public void AwsFailed(ResourceKey key, string step, AwsCallException problem)
    {
    }

    public void ChildApplied(ResourceKey key, string kind, string name, string? difference)
    {
    }

    public void ChildDeleted(ResourceKey key, string kind, string name)
    {
    }

    public void ConditionChanged(ResourceKey key, V1Condition condition)
    {
    }

    public void EventLost(ResourceKey key, string reason, Exception problem)
    {
    }

    public void Scaled(ResourceKey key, string why)
    {
    }

    public void Released(ResourceKey key)
    {
    }
}
