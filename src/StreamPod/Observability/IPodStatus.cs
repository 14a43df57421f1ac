using KeyspacesStreamer.Hosting;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>What the pod tells of itself. Called from request tasks: answers come from memory, at once, and never throw.</summary>
internal interface IPodStatus
{
    /// <summary>Liveness: false only when a restart would help.</summary>
    HealthReport Health();

    /// <summary>Readiness: stream, table and bucket can be reached and the worker is registered.</summary>
    HealthReport Readiness();

    StatusDocument Status();
}
