using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Controllers;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Whether streams outside the watched namespaces carry the operator's finalizer: nobody would let them go, and their namespaces would hang.</summary>
internal sealed class UnwatchedCheck(Func<IHeldStreams> streams)
{
    public SelfCheck For(OperatorOptions options) => new("streams outside WATCH_NAMESPACES", token => LookAsync(options, token));

    private async Task<CheckFinding> LookAsync(OperatorOptions options, CancellationToken cancellationToken)
    {
        if (options.WatchNamespaces.Count == 0)
        {
            return CheckFinding.Good("all namespaces are watched.");
        }

        if (await streams().ListAsync(null, cancellationToken) is not { } held)
        {
            return CheckFinding.Good("not looked for, because streams may be listed in the watched namespaces only; run it with the rights of an administrator to see them.");
        }

        var left = held.Where(stream => !options.WatchNamespaces.Contains(stream.Key.Namespace)).Select(stream => stream.Key).ToArray();
        return left.Length == 0
            ? CheckFinding.Good("none carries the finalizer.")
            : new CheckFinding(ExitCodes.InvalidSettings, $"{UnwatchedFinding.NamesOf(left)} carry the finalizer, and this operator does not work on them: unless another one does, {UnwatchedFinding.Advice}");
    }
}
