using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Sees every effect on the lease table and the bucket at the moment it takes place.</summary>
internal interface IWitness
{
    void Created(string process, Lease lease);

    void Changed(string process, Lease before, Lease after);

    void Deleted(string process, Lease lease);

    /// <summary>The table has been filled for the first time.</summary>
    void Seeded();

    /// <summary>Somebody else put an object of a shard where one of ours belongs.</summary>
    void Planted(ShardId shardId)
    {
    }

    void Put(string process, SealedObject content, bool isCreated);
}
