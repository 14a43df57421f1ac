namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>One step of a reconcile: looks at one part of the world, mends it if it can, and judges it.</summary>
internal interface IReconcileStep
{
    Task RunAsync(ReconcileContext context, CancellationToken cancellationToken);
}
