using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Nobody looks: for services that are tested by themselves.</summary>
internal sealed class NoWitness : IWitness
{
    public void Created(string process, Lease lease)
    {
    }

    public void Changed(string process, Lease before, Lease after)
    {
    }

    public void Deleted(string process, Lease lease)
    {
    }

    public void Seeded()
    {
    }

    public void Put(string process, SealedObject content, bool isCreated)
    {
    }
}
