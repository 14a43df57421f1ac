namespace Amazon.KeyspacesStreams.Model;

/// <summary>Where an iterator is in its shard.</summary>
public class IteratorDescription
{
    /// <summary>At the tip of the shard, or behind it.</summary>
    public IteratorPosition? IteratorPosition { get; set; }
}
