using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>What the commands need of the world: clock, terminal, environment, and what opens stores and runs the pod.</summary>
internal sealed record CommandContext
{
    public required TimeProvider Clock { get; init; }

    /// <summary>Jitter of pauses.</summary>
    public required Random Random { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person looks at <see cref="Error"/>.</summary>
    public required bool IsErrorTerminal { get; init; }

    /// <summary>Worker name where none is given: POD_NAME, or the machine's name.</summary>
    public required string DefaultWorker { get; init; }

    /// <summary>What <c>run</c> does with sound settings; without it there is no such verb. The token is cancelled by SIGTERM, and the answer is the exit code.</summary>
    public Func<StreamSettings, RunOptions, CancellationToken, Task<int>>? Run { get; init; }

    public required Func<StreamSettings, IObjectStore> OpenObjects { get; init; }

    public required Func<StreamSettings, ILeaseTable> OpenLeases { get; init; }

    /// <summary>Finds the change stream that the settings mean.</summary>
    public required Func<StreamSettings, CancellationToken, Task<IStreamSource>> OpenStream { get; init; }

    /// <summary>Reads the schema of a table, at an address of the API of tables or at the one that the source says.</summary>
    public required Func<SourceSettings, Uri?, CancellationToken, Task<TableSchema>> ReadSchema { get; init; }
}
