using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Writes down what reconciles tell, a line each.</summary>
internal sealed class RecordingReconcileObserver : IReconcileObserver
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void AwsFailed(NamespacedName key, string step, AwsCallException problem) => Note($"{key} {step} failed: {problem.Kind}");

    public void ChildApplied(NamespacedName key, string kind, string name, string? difference) => Note($"{key} applied {kind} {name}: {difference ?? "new"}");

    public void ChildDeleted(NamespacedName key, string kind, string name) => Note($"{key} deleted {kind} {name}");

    public void ConditionChanged(NamespacedName key, V1Condition condition) => Note($"{key} {condition.Type} {condition.Status} {condition.Reason}");

    public void EventLost(NamespacedName key, string reason, Exception problem) => Note($"{key} lost event {reason}");

    public void Scaled(NamespacedName key, string why) => Note($"{key} scaled {why}");

    public void Released(NamespacedName key) => Note($"{key} released");

    private void Note(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }
}
