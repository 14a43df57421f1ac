using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Access keys without permission, for all operations or for some.</summary>
internal sealed class DeniedKeys(ServiceIdentity identity)
{
    private const string Everything = "*";

    private readonly Lock _gate = new();
    private readonly HashSet<(string AccessKey, string Operation)> _denied = [];

    public void Deny(string accessKey, string? operation)
    {
        lock (_gate)
        {
            _denied.Add((accessKey, operation ?? Everything));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _denied.Clear();
        }
    }

    /// <exception cref="WireFault">The key may not do this.</exception>
    public void Check(string accessKey, string operation, string resource)
    {
        lock (_gate)
        {
            if (!_denied.Contains((accessKey, Everything)) && !_denied.Contains((accessKey, operation)))
            {
                return;
            }
        }

        throw Denial(accessKey, operation, resource);
    }

    public WireFault Denial(string accessKey, string operation, string resource)
    {
        // Reading a table's description is the Select permission: https://docs.aws.amazon.com/keyspaces/latest/devguide/security_iam_service-with-iam.html
        var action = operation == "GetTable" ? "cassandra:Select" : $"cassandra:{operation}";
        return WireFault.Denied(
            $"User: {identity.UserArn(accessKey)} is not authorized to perform: {action} on resource: {resource} "
            + $"because no identity-based policy allows the {action} action");
    }
}
