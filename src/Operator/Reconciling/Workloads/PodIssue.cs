using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>What keeps one pod from being ready.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Reason">One of <see cref="Api.V1Alpha1.ConditionReasons"/>.</param>
/// <param name="Complaint">A sentence without its subject, the same for one pod and for many, then what to do.</param>
internal sealed record PodIssue(V1Pod Pod, string Reason, string Complaint);
