namespace KeyspacesStreamer.Operator.Observability;

/// <summary>How a reconcile ended, in the words of controller-runtime.</summary>
internal static class ReconcileWords
{
    public const string Success = "success";
    public const string Error = "error";
    public const string RequeueAfter = "requeue_after";
}
