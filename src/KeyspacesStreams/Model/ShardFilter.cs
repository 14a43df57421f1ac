namespace Amazon.KeyspacesStreams.Model;

/// <summary>Narrows the shards that GetStream lists.</summary>
public class ShardFilter
{
    /// <summary>The shard whose children are wanted.</summary>
    public string? ShardId { get; set; }

    /// <summary>The kind of filter; <see cref="ShardFilterType.CHILD_SHARDS"/> is the only one.</summary>
    public ShardFilterType? Type { get; set; }
}
