using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Hears of reconciles and keeps nothing.</summary>
internal sealed class QuietReconciles : IReconcileObserver
{
    public void AwsFailed(NamespacedName key, string step, AwsCallException problem)
    {
    }

    public void ChildApplied(NamespacedName key, string kind, string name, string? difference)
    {
    }

    public void ChildDeleted(NamespacedName key, string kind, string name)
    {
    }

    public void ConditionChanged(NamespacedName key, V1Condition condition)
    {
    }

    public void EventLost(NamespacedName key, string reason, Exception problem)
    {
    }

    public void Scaled(NamespacedName key, string why)
    {
    }

    public void Released(NamespacedName key)
    {
    }
}
