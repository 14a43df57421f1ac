namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>For whom the operator created a checkpoint table, by its tags.</summary>
/// <param name="Resource"><c>namespace/name</c> of the resource; null when the operator did not create it.</param>
/// <param name="Installation">Installation of the resource; null when the tag is not there.</param>
internal sealed record TableMaker(string? Resource, string? Installation)
{
    /// <summary>Nobody that is known.</summary>
    public static TableMaker Unknown { get; } = new(null, null);
}
