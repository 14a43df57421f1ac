using System.IO.Enumeration;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Access keys without permission, for all operations or for some, everywhere or on some resources.</summary>
internal sealed class DeniedKeys(ServiceIdentity identity)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Denial> _denied = [];

    /// <param name="accessKey">Who is refused.</param>
    /// <param name="operation">At what; null for every operation.</param>
    /// <param name="resource">On what: an ARN, where * stands for any text; null for everything.</param>
    public void Deny(string accessKey, string? operation, string? resource = null)
    {
        lock (_gate)
        {
            _denied.Add(new Denial(accessKey, operation, resource));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _denied.Clear();
        }
    }

    /// <exception cref="WireFault">The key may not do this on one of the resources.</exception>
    public void Check(string accessKey, string operation, WireSubject subject)
    {
        foreach (var resource in subject.Resources)
        {
            if (IsDenied(accessKey, operation, resource))
            {
                throw Refusal(accessKey, operation, resource);
            }
        }
    }

    public WireFault Refusal(string accessKey, string operation, string resource)
    {
        // Reading the description of a table or type is the Select permission: https://docs.aws.amazon.com/keyspaces/latest/devguide/security_iam_service-with-iam.html
        var action = operation is "GetTable" or "GetType" ? "cassandra:Select" : $"cassandra:{operation}";
        return WireFault.Denied(
            $"User: {identity.UserArn(accessKey)} is not authorized to perform: {action} on resource: {resource} "
            + $"because no identity-based policy allows the {action} action");
    }

    private bool IsDenied(string accessKey, string operation, string resource)
    {
        lock (_gate)
        {
            return _denied.Any(denial => denial.AccessKey == accessKey
                && (denial.Operation is null || denial.Operation == operation)
                && (denial.Resource is null || FileSystemName.MatchesSimpleExpression(denial.Resource, resource, ignoreCase: false)));
        }
    }

    private sealed record Denial(string AccessKey, string? Operation, string? Resource);
}
