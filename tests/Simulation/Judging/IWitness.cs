using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Sees every effect on the lease table and the bucket at the moment it takes place.</summary>
internal interface IWitness
{
    void Created(string process, Lease lease);

    void Changed(string process, Lease before, Lease after);

    void Deleted(string process, Lease lease);

    /// <summary>The table has been filled for the first time.</summary>
    void Seeded();

    void Put(string process, SealedObject content, bool isCreated);
}
