using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Progress;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>One reconcile of one stream: what its steps found so far, and what they say.</summary>
internal sealed class ReconcileContext(KeyspacesCdcStream stream, ReconcileState memory)
{
    // Steps that look at AWS run side by side.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ConditionResult> _results = [];
    private readonly List<StreamEvent> _events = [];

    public KeyspacesCdcStream Stream => stream;

    public ReconcileState State => memory;

    public NamespacedName Key { get; } = new(stream.Metadata.NamespaceProperty, stream.Metadata.Name);

    /// <summary>Where everything is; null when the spec does not say it in a way that can be read.</summary>
    public StreamAddresses? Addresses { get; set; }

    /// <summary>What AWS says.</summary>
    public AwsResult Aws { get; private set; } = new();

    /// <summary>The stream that the spec asks for: the pinned one or the table's latest.</summary>
    public FoundStream? Target => Aws.Stream.Found;

    /// <summary>Columns of the key template, when the table is known to have them all; null when it is not known.</summary>
    public IReadOnlyList<string>? KeyColumns => Aws.Columns.Found;

    /// <summary>The stream that is read now: the target, or the one before it until it is read to its end.</summary>
    public string? StreamArn { get; set; }

    /// <summary>Whether all pods must stop, because the checkpoint table passes to another stream.</summary>
    public bool IsSwitching { get; set; }

    /// <summary>The checkpoint table, when it was found.</summary>
    public CheckpointTable? Table => Aws.Table.Found;

    /// <summary>Image of the pods, when it is known.</summary>
    public string? Image => Aws.Image.Found;

    /// <summary>What the leases say; null when they were not read.</summary>
    public LeaseReport? Leases => Aws.Leases.Found;

    /// <summary>Whether there was no table when the leases were to be read.</summary>
    public bool IsTableGone => Aws.Leases is { IsAnswered: true, Found: null };

    /// <summary>What the leases mean; null when nothing can be told yet.</summary>
    public ProgressReport? Progress { get; set; }

    /// <summary>Size of a pod that Fargate bills; null when no pod runs on Fargate.</summary>
    public string? BilledCapacity { get; set; }

    /// <summary>Pods that should run now.</summary>
    public int Replicas { get; set; }

    /// <summary>Hash of the settings of the pods as they should run; null when no pods are wanted yet.</summary>
    public string? SettingsHash { get; set; }

    /// <summary>Whether this reconcile changed what the Deployment asks for: what was seen of it before says nothing of that.</summary>
    public bool IsRollingOut { get; set; }

    /// <summary>What is said of fields that others change again after every apply.</summary>
    public List<string> Contested { get; } = [];

    /// <summary>The Deployment as last seen.</summary>
    public V1Deployment? Deployment { get; set; }

    /// <summary>The stream's pods as last seen.</summary>
    public IReadOnlyList<V1Pod> Pods { get; set; } = [];

    /// <summary>When somebody should look again, if nothing changes before; null when nobody needs to.</summary>
    public TimeSpan? RequeueIn { get; private set; }

    /// <summary>Why this reconcile has to be tried again soon; null when it need not.</summary>
    public ApiServerException? Error { get; set; }

    public IReadOnlyCollection<ConditionResult> Results
    {
        get
        {
            lock (_lock)
            {
                return [.. _results.Values];
            }
        }
    }

    /// <summary>What happened, besides what the conditions tell.</summary>
    public IReadOnlyList<StreamEvent> Events => _events;

    /// <summary>Says what holds of a condition; of two results for one condition the later one counts.</summary>
    public void Set(ConditionResult result)
    {
        lock (_lock)
        {
            _results[result.Type] = result;
        }
    }

    public ConditionResult? Find(string type)
    {
        lock (_lock)
        {
            return _results.GetValueOrDefault(type);
        }
    }

    public bool Holds(string type) => Find(type) is { Holds: true };

    /// <summary>Takes over what AWS says.</summary>
    public void Take(AwsResult aws)
    {
        Aws = aws;
        foreach (var result in (ConditionResult?[])[.. aws.Conditions, aws.Stream.Condition, aws.Leases.Condition, aws.Columns.Condition])
        {
            if (result is not null)
            {
                Set(result);
            }
        }

        _events.AddRange(aws.Events);
        if (aws.RequeueAfter is { } time)
        {
            RequeueAfter(time);
        }
    }

    /// <summary>Something that happened to the stream.</summary>
    public StreamEvent EventOf(bool isWarning, string reason, string action, string note) => new() { Stream = stream, IsWarning = isWarning, Reason = reason, Action = action, Note = note };

    public void RecordEvent(bool isWarning, string reason, string action, string note)
    {
        lock (_lock)
        {
            _events.Add(new StreamEvent { Stream = stream, IsWarning = isWarning, Reason = reason, Action = action, Note = note });
        }
    }

    public void RequeueAfter(TimeSpan time)
    {
        lock (_lock)
        {
            RequeueIn = RequeueIn is { } due && due < time ? due : time;
        }
    }
}
