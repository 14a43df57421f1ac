using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Counts and logs what reconciles do.</summary>
internal sealed class ReconcileReporter(OperatorMetrics metrics, ILogger logger) : IReconcileObserver
{
    public void AwsFailed(NamespacedName key, string step, AwsCallException problem)
    {
        metrics.AwsFaultSeen(WordOf(step), problem.Kind);
        logger.AwsCallFailed(key, step, problem.Kind, problem.Message);
    }

    public void ChildApplied(NamespacedName key, string kind, string name, string? difference)
    {
        if (difference is null)
        {
            logger.ChildCreated(key, kind, name);
            return;
        }

        metrics.ChildRepaired(kind);
        logger.ChildChanged(key, kind, name, difference);
    }

    public void ChildDeleted(NamespacedName key, string kind, string name) => logger.ChildDeleted(key, kind, name);

    public void ConditionChanged(NamespacedName key, V1Condition condition) =>
        logger.ConditionChanged(key, condition.Type, condition.Status, condition.Reason, condition.Message);

    public void EventLost(NamespacedName key, string reason, Exception problem) => logger.EventLost(key, reason, problem.Message);

    public void Scaled(NamespacedName key, string why) => logger.StreamScaled(key, why);

    public void Released(NamespacedName key) => logger.StreamReleased(key);

    /// <summary>Steps are named after their condition; the metric has its own words.</summary>
    private static string WordOf(string step) => step switch
    {
        ConditionTypes.StreamResolved => "resolve_stream",
        ConditionTypes.CheckpointTableReady => "checkpoint_table",
        ConditionTypes.DestinationReady => "bucket",
        ConditionTypes.ImageResolved => "image",
        "Progress" => "progress",
        "Deletion" => "finalizer",
        var other => other,
    };
}
