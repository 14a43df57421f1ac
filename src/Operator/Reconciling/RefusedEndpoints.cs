using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The addresses in a spec that the operator does not ask, because nobody who runs it has named them.</summary>
internal static class RefusedEndpoints
{
    /// <returns>One problem for each field; empty when all may be asked.</returns>
    public static IReadOnlyList<SpecProblem> In(StreamAddresses addresses, AllowedEndpoints allowed) =>
    [
        .. Check("spec.source.endpoint", addresses.Source.Endpoint, allowed),
        .. Check("spec.destination.endpoint", addresses.Bucket.Endpoint, allowed),
        .. Check("spec.checkpoint.endpoint", addresses.Checkpoint.Endpoint, allowed),
    ];

    private static IEnumerable<SpecProblem> Check(string path, Uri? endpoint, AllowedEndpoints allowed)
    {
        if (endpoint is not null && !allowed.Allows(endpoint))
        {
            yield return new SpecProblem(path, $"{path}: '{endpoint}': the operator does not send requests to {endpoint.Host} until whoever runs it allows that: add {AllowedEndpoints.EntryOf(endpoint)} to "
                + $"{AllowedEndpoints.Option} ({AllowedEndpoints.ChartValue} in the chart), or leave the field out for AWS's own address. Pods that run are left as they are.");
        }
    }
}
