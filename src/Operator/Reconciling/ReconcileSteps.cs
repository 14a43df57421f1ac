using KeyspacesStreamer.Operator.Reconciling.Inspections;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The steps of a reconcile.</summary>
/// <param name="Spec">The first one; a deletion needs it too.</param>
/// <param name="Inspections">What asks AWS.</param>
/// <param name="Actions">What builds on it, one after the other.</param>
internal sealed record ReconcileSteps(IReconcileStep Spec, AwsInspections Inspections, IReadOnlyList<IReconcileStep> Actions);
