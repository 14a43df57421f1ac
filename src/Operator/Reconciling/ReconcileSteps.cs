namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The steps of a reconcile.</summary>
/// <param name="Spec">The first one; a deletion needs it too.</param>
/// <param name="Inspections">What asks AWS; these run side by side, so that all that is wrong is told at once.</param>
/// <param name="Actions">What builds on all of them, one after the other.</param>
internal sealed record ReconcileSteps(IReconcileStep Spec, IReadOnlyList<IReconcileStep> Inspections, IReadOnlyList<IReconcileStep> Actions)
{
    public IEnumerable<IReadOnlyList<IReconcileStep>> InOrder => [[Spec], Inspections, .. Actions.Select(step => (IReadOnlyList<IReconcileStep>)[step])];
}
