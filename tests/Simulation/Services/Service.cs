namespace KeyspacesStreamer.Simulation.Services;

/// <summary>A service that pods talk to.</summary>
internal enum Service
{
    Stream,
    Table,
    Store,
}
