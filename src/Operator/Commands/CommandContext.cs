using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Configuration;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>What the commands need of the world: terminal, environment, cluster, and what runs the operator.</summary>
internal sealed record CommandContext
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads the options from the environment.</summary>
    public required Func<OptionsResult> ReadOptions { get; init; }

    /// <summary>What <c>run</c> does with sound options. The token is cancelled by SIGTERM, and the answer is the exit code.</summary>
    public required Func<OperatorOptions, CancellationToken, Task<int>> Run { get; init; }

    /// <summary>AWS_REGION of the environment; null when it is not set.</summary>
    public string? Region { get; init; }

    /// <summary>Makes the policies that <c>iam</c> prints.</summary>
    public required Func<IamRequest, IamPolicies> MakePolicies { get; init; }

    /// <summary>Looks a stream up in the cluster: namespace (null for that of the current context) and name; null when there is none.</summary>
    public required Func<string?, string, CancellationToken, Task<KeyspacesCdcStream?>> FindStream { get; init; }

    /// <summary>Opens the streams of the cluster that carry the operator's finalizer.</summary>
    public required Func<IHeldStreams> HeldStreams { get; init; }

    /// <summary>What <c>check</c> goes through, in order.</summary>
    public required Func<OperatorOptions, IReadOnlyList<SelfCheck>> Checks { get; init; }
}
