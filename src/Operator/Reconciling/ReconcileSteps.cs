namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The steps of a reconcile.</summary>
/// <param name="Spec">The first one; a deletion needs it too.</param>
/// <param name="Looks">What asks AWS; these run side by side, so that all that is wrong is told at once.</param>
/// <param name="Deeds">What builds on all of them, one after the other.</param>
internal sealed record ReconcileSteps(IReconcileStep Spec, IReadOnlyList<IReconcileStep> Looks, IReadOnlyList<IReconcileStep> Deeds)
{
    public IEnumerable<IReadOnlyList<IReconcileStep>> InOrder => [[Spec], Looks, .. Deeds.Select(step => (IReadOnlyList<IReconcileStep>)[step])];
}
