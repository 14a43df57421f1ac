namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>What happens to the checkpoint table when its stream is deleted.</summary>
internal enum CheckpointDeletionPolicy
{
    /// <summary>It stays, so that the same resource made again goes on where it stood.</summary>
    Retain,

    /// <summary>It is deleted with the place in the stream.</summary>
    Delete,
}
