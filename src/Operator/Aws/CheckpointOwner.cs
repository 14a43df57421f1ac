namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Which stream and which resource a checkpoint table belongs to.</summary>
/// <param name="StreamArn">The stream whose shards have leases in it.</param>
/// <param name="Resource"><c>namespace/name</c> of the resource.</param>
internal sealed record CheckpointOwner(string StreamArn, string Resource);
